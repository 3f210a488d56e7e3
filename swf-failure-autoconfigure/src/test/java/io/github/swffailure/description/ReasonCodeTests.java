// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.ExecutionException;

import io.github.swffailure.FailureReason;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings({ "NullAway", "serial" })
class ReasonCodeTests {

	private static final ReasonCode MAPPED = new ReasonCode("MAPPED", true);

	@Test
	void codeBeginsTheReason() {
		assertThat(Describing.byDefault().reason(new Declined("Card 42 was declined")))
			.isEqualTo("CARD_DECLINED: Card 42 was declined");
	}

	@Test
	void codeTakesThePlaceOfEveryPrefix() {
		for (ReasonPrefix prefix : ReasonPrefix.values()) {
			assertThat(Describing.byDefault().reason(256, prefix).reason(new Declined("x")))
				.isEqualTo("CARD_DECLINED: x");
		}
	}

	@Test
	void codeWithoutMessageIsFollowedByTheClass() {
		assertThat(Describing.byDefault().reason(new Declined(null))).isEqualTo("CARD_DECLINED: Declined");
	}

	@Test
	void codeIsInheritedAndTheNearestWins() {
		assertThat(Describing.byDefault().reason(new DeclinedToday("x"))).isEqualTo("CARD_DECLINED: x");
		assertThat(Describing.byDefault().reason(new Expired("x"))).isEqualTo("CARD_EXPIRED: x");
	}

	@Test
	void codeIsFoundInTheMiddleOfALongChainThatIsNotShown() {
		Throwable failure = new IOException("root");
		for (int i = 0; i < 1_000; i++) {
			failure = (i == 500 || i == 400) ? new Declined("number " + i).initCause(failure)
					: new IllegalStateException("link", failure);
		}
		assertThat(Describing.byDefault().reason(failure)).startsWith("CARD_DECLINED: number 500");
	}

	@Test
	void codeIsFoundThroughWrappersAndCauses() {
		assertThat(Describing.byDefault().reason(new ExecutionException(new Declined("x"))))
			.isEqualTo("CARD_DECLINED: x");
		assertThat(Describing.byDefault().reason(new IOException("outer", new Declined("x"))))
			.isEqualTo("CARD_DECLINED: x");
	}

	@Test
	void outermostCodeWins() {
		Declined declined = new Declined("inner");
		declined.initCause(new Expired("root"));
		assertThat(Describing.byDefault().reason(new IOException("outer", declined)))
			.isEqualTo("CARD_DECLINED: inner; caused by Expired: root");
	}

	@Test
	void codeAtTheFarEndOfALongChainIsFound() {
		Throwable failure = new Declined("root");
		for (int i = 0; i < 500; i++) {
			failure = new IOException("outer", failure);
		}
		assertThat(Describing.byDefault().reason(failure)).isEqualTo("CARD_DECLINED: root");
	}

	@Test
	void annotationOfOnesOwnIsFollowed() {
		assertThat(Describing.byDefault().reason(new Throttled("x"))).isEqualTo("THROTTLED_BY_BANK: x");
	}

	@Test
	void propertyHoldsForSubclasses() {
		assertThat(Describing.byDefault().code(IOException.class, MAPPED).reason(new FileNotFoundException("x")))
			.isEqualTo("MAPPED: x");
	}

	@Test
	void propertyWinsOverTheAnnotationOfTheSameClassOnly() {
		assertThat(Describing.byDefault().code(Declined.class, MAPPED).reason(new Declined("x")))
			.isEqualTo("MAPPED: x");
		assertThat(Describing.byDefault().code(Declined.class, MAPPED).reason(new DeclinedToday("x")))
			.isEqualTo("MAPPED: x");
		assertThat(Describing.byDefault().code(Declined.class, MAPPED).reason(new Expired("x")))
			.isEqualTo("CARD_EXPIRED: x");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void invalidCodeIsLoggedOnceAndNotUsed(CapturedOutput output) {
		Describing describing = Describing.byDefault();
		assertThat(describing.reason(new Misspelt("x"))).isEqualTo("Misspelt: x");
		assertThat(output).containsOnlyOnce("The code 'not valid' in @FailureReason of " + Misspelt.class.getName()
				+ " is ignored: use a capital letter");
	}

	@ParameterizedTest
	@EnumSource(value = DetailsFormat.class, names = { "JSON", "FLOW" })
	void parserReadsWhatTheDescriberWrites(DetailsFormat format) {
		var description = Describing.as(format).of(new IOException("outer", new Expired("Card \"42\"")));
		ReportedFailure failure = ReportedFailure.parse(description.reason(), description.details());
		assertThat(failure.code()).isEqualTo("CARD_EXPIRED");
		assertThat(failure.message()).isEqualTo("Card \"42\"");
		assertThat(failure.type()).isEqualTo("java.io.IOException");
		assertThat(failure.retryable()).isFalse();
		assertThat(failure.fingerprint()).matches("[0-9a-f]{16}");
	}

	@FailureReason(code = "CARD_DECLINED")
	static class Declined extends RuntimeException {

		Declined(String message) {
			super(message);
		}

	}

	static final class DeclinedToday extends Declined {

		DeclinedToday(String message) {
			super(message);
		}

	}

	@FailureReason(code = "CARD_EXPIRED", retryable = false)
	static final class Expired extends Declined {

		Expired(String message) {
			super(message);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@FailureReason(code = "THROTTLED")
	@interface ThrottledBy {

		@AliasFor(annotation = FailureReason.class, attribute = "code")
		String value();

	}

	@ThrottledBy("THROTTLED_BY_BANK")
	static final class Throttled extends RuntimeException {

		Throttled(String message) {
			super(message);
		}

	}

	@FailureReason(code = "not valid")
	static final class Misspelt extends RuntimeException {

		Misspelt(String message) {
			super(message);
		}

	}

}
