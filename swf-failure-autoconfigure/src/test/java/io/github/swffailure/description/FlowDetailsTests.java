// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureReason;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.api.Test;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads our details with the converter of the AWS Flow Framework.
 */
@SuppressWarnings({ "NullAway", "serial" })
class FlowDetailsTests {

	private static Throwable read(String details) {
		return new JsonDataConverter().fromData(details, Throwable.class);
	}

	@Test
	void knownExceptionsComeBackAsTheyWere() {
		Exception failure = withFrames(
				new IllegalStateException("out of \"stock\"\n",
						withFrames(new SQLException("gone"), frames("com.example.Pool", 2))),
				frames("com.example.Orders", 3));
		Throwable read = read(Describing.as(DetailsFormat.FLOW).details(failure));
		assertThat(read).isExactlyInstanceOf(IllegalStateException.class).hasMessage("out of \"stock\"\n");
		assertThat(read.getStackTrace()).isEqualTo(failure.getStackTrace());
		assertThat(read.getCause()).isExactlyInstanceOf(SQLException.class).hasMessage("gone").hasNoCause();
	}

	@Test
	void otherExceptionsComeBackAsRuntimeExceptionsThatTellTheirType() {
		Throwable read = read(
				Describing.as(DetailsFormat.FLOW).details(new Declined("card 42", new Declined(null, null))));
		assertThat(read).isExactlyInstanceOf(RuntimeException.class)
			.hasMessage(Declined.class.getName() + ": card 42")
			.cause()
			.isExactlyInstanceOf(RuntimeException.class)
			.hasMessage(Declined.class.getName());
	}

	@Test
	void mappedExceptionComesBackAsTheClassOfTheDecider() {
		DescriptionSettings settings = new DescriptionSettings(new DescriptionSettings().reason(),
				new DescriptionSettings.Details(32_768, DetailsFormat.FLOW,
						Map.of(Declined.class.getName(), DeclinedOfDecider.class.getName())),
				List.of(), Map.of());
		String details = StandardFailureDescriber.create(settings, (error) -> {
		}).describe(Describing.TASK, new Declined("card 42", null)).details();
		assertThat(read(details)).isExactlyInstanceOf(DeclinedOfDecider.class).hasMessage("card 42");
	}

	@Test
	void missingMessageComesBackAsNone() {
		assertThat(read(Describing.as(DetailsFormat.FLOW).details(new NullPointerException()))).hasMessage(null);
	}

	@Test
	void suppressedExceptionsComeBack() {
		Exception failure = new IOException("write");
		failure.addSuppressed(new IOException("close", new SQLException("gone")));
		Throwable read = read(Describing.as(DetailsFormat.FLOW).details(failure));
		assertThat(read.getSuppressed()).singleElement()
			.satisfies((suppressed) -> assertThat(suppressed).hasMessage("close")
				.hasCauseExactlyInstanceOf(SQLException.class));
	}

	@Test
	void codeAndFingerprintStandInAPropertyThatTheConverterSkips() {
		assertThat(Describing.as(DetailsFormat.FLOW).details(new Declined("card 42", null)))
			.containsPattern("\"swfFailure\":\\{\"type\":\"" + Declined.class.getName().replace("$", "\\$")
					+ "\",\"code\":\"CARD_DECLINED\",\"retryable\":false,\"fingerprint\":\"[0-9a-f]{16}\"}");
	}

	@Test
	void whatIsLeftOutIsToldInFramesAndCauses() {
		Throwable failure = withFrames(new SQLException("root"), frames("com.example.Pool", 1_000));
		for (int i = 0; i < 999; i++) {
			failure = withFrames(new IllegalStateException("cause " + i, failure));
		}
		Throwable read = read(Describing.as(DetailsFormat.FLOW).details(failure));
		assertThat(read).hasMessage("cause 998").hasRootCauseExactlyInstanceOf(SQLException.class);
		assertThat(read).hasStackTraceContaining(" causes omitted ...").hasStackTraceContaining(" frames omitted");
	}

	@Test
	void unusualFramesAreRead() {
		Exception failure = withFrames(new IOException("x"),
				new StackTraceElement("app", "java.base", "17", "com.example.A", "nat\tive\"", null, -2),
				new StackTraceElement("com.example.B", "<init>", "B.java", -1));
		StackTraceElement[] read = read(Describing.as(DetailsFormat.FLOW).details(failure)).getStackTrace();
		assertThat(read[0].getMethodName()).isEqualTo("nat\tive\"");
		assertThat(read[0].isNativeMethod()).isTrue();
		assertThat(read[1].getFileName()).isEqualTo("B.java");
	}

	@Test
	void everyLimitGivesADocumentThatTheConverterReadsOrNothing() {
		Throwable failure = withFrames(new SQLException("root \"\\\n\uD83D\uDE00"), frames("com.example.Pool", 30));
		for (int i = 0; i < 5; i++) {
			failure = withFrames(new IllegalStateException("cause\n" + i, failure),
					frames("com.example.Orders" + i, 30));
			failure.addSuppressed(withFrames(new IOException("close"), frames("com.example.Door", 30)));
		}
		int whole = 0;
		int least = 0;
		for (int limit = 0; limit < 20_000; limit += (limit < 1_500) ? 7 : 311) {
			FailureDescription description = Describing.as(DetailsFormat.FLOW).details(limit).of(failure);
			assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
			if (!description.details().isEmpty()) {
				Throwable read = read(description.details());
				if (read.getMessage() != null) {
					whole++;
					assertThat(read).hasRootCauseExactlyInstanceOf(SQLException.class);
				}
				else {
					least++;
					assertThat(description.details()).contains("\"swfFailure\":{");
					assertThat(read).isExactlyInstanceOf(IllegalStateException.class);
				}
			}
		}
		assertThat(whole).isGreaterThan(100);
		assertThat(least).isGreaterThan(10);
	}

	@FailureReason(code = "CARD_DECLINED", retryable = false)
	static final class Declined extends RuntimeException {

		Declined(String message, Throwable cause) {
			super(message, cause);
		}

	}

	static final class DeclinedOfDecider extends RuntimeException {

		DeclinedOfDecider(String message) {
			super(message);
		}

	}

}
