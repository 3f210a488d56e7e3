// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CompletionException;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTests {

	@Test
	void simpleNameAndMessageByDefault() {
		assertThat(Describing.byDefault().reason(new IllegalStateException("no stock")))
			.isEqualTo("IllegalStateException: no stock");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n" })
	void blankMessageLeavesTheName(String message) {
		assertThat(Describing.byDefault().reason(new IllegalStateException(message)))
			.isEqualTo("IllegalStateException");
	}

	@Test
	void missingMessageLeavesTheNameWithEveryPrefix() {
		NullPointerException failure = new NullPointerException();
		assertThat(Describing.byDefault().reason(256, ReasonPrefix.NONE).reason(failure))
			.isEqualTo("NullPointerException");
		assertThat(Describing.byDefault().reason(256, ReasonPrefix.CLASS_NAME).reason(failure))
			.isEqualTo("java.lang.NullPointerException");
	}

	@Test
	void prefixIsTheUsersChoice() {
		IOException failure = new IOException("disk full");
		assertThat(Describing.byDefault().reason(256, ReasonPrefix.CLASS_NAME).reason(failure))
			.isEqualTo("java.io.IOException: disk full");
		assertThat(Describing.byDefault().reason(256, ReasonPrefix.NONE).reason(failure)).isEqualTo("disk full");
	}

	@Test
	void nestedClassLosesTheEnclosingName() {
		assertThat(Describing.byDefault().reason(new Nested("x"))).isEqualTo("Nested: x");
	}

	@Test
	void anonymousClassKeepsTheEnclosingName() {
		assertThat(Describing.byDefault().reason(new RuntimeException("x") {
		})).isEqualTo("ReasonTests$1: x");
	}

	@Test
	void wrappersAreTakenOff() {
		Exception failure = new CompletionException(new InvocationTargetException(new IOException("disk full")));
		assertThat(Describing.byDefault().of(failure).reason()).isEqualTo("IOException: disk full");
		assertThat(Describing.byDefault().details(failure)).startsWith("java.io.IOException: disk full\n\tat ");
	}

	@Test
	void rootCauseIsTold() {
		assertThat(Describing.byDefault()
			.reason(new IllegalStateException("not reserved",
					new IOException("no pool", new SQLTransientConnectionException("not available")))))
			.isEqualTo("IllegalStateException: not reserved; caused by SQLTransientConnectionException: not available");
	}

	@Test
	void rootCauseThatTheMessageTellsIsNotToldTwice() {
		assertThat(Describing.byDefault().reason(new RuntimeException(new IOException("disk full"))))
			.isEqualTo("RuntimeException: java.io.IOException: disk full");
		assertThat(Describing.byDefault().reason(new RuntimeException(new NullPointerException())))
			.isEqualTo("RuntimeException: java.lang.NullPointerException");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					Charge of order 42 failed            | 42                | IllegalStateException: Charge of order 42 failed; caused by IOException: 42
					order 4242 failed                    | 42                | IllegalStateException: order 4242 failed; caused by IOException: 42
					no                                   | no                | IllegalStateException: no; caused by IOException: no
					stored: disk is full today           | disk is full      | IllegalStateException: stored: disk is full today; caused by IOException
					stored: disk is fuller               | disk is full      | IllegalStateException: stored: disk is fuller; caused by IOException: disk is full
					IOException: disk is full            | disk is full      | IllegalStateException: IOException: disk is full
					java.io.IOException: disk is full    | disk is full      | IllegalStateException: java.io.IOException: disk is full
					java.io.IOException                  | -                 | IllegalStateException: java.io.IOException
					java.io.UncheckedIOException: x      | x                 | IllegalStateException: java.io.UncheckedIOException: x; caused by IOException: x
					IOException while storing            | disk is full      | IllegalStateException: IOException while storing; caused by IOException: disk is full
					stored                               | -                 | IllegalStateException: stored; caused by IOException
					-                                    | disk is full      | IllegalStateException; caused by IOException: disk is full
					""")
	void rootCauseIsThereAsFarAsTheTextDoesNotSayIt(String message, String cause, String reason) {
		assertThat(Describing.byDefault().reason(new IllegalStateException(message, new IOException(cause))))
			.isEqualTo(reason);
	}

	@Test
	void rootCauseOfTheSameTypeIsThereByItsMessage() {
		assertThat(Describing.byDefault().reason(new IOException("not stored", new IOException("disk is full"))))
			.isEqualTo("IOException: not stored; caused by IOException: disk is full");
		assertThat(Describing.byDefault().reason(new IOException("not stored", new IOException())))
			.isEqualTo("IOException: not stored");
	}

	@Test
	void rootCauseSurvivesTheCut() {
		assertThat(Describing.byDefault()
			.reason(new IllegalStateException("x".repeat(50_000), new IOException("disk full"))))
			.hasSizeBetween(254, 256)
			.startsWith("IllegalStateException: xxx")
			.endsWith("xxx; caused by IOException: disk full");
	}

	@ParameterizedTest
	@ValueSource(ints = { 5_000, 50_032, 10_000_000 })
	void countIsThatOfTheOriginalMessage(int length) {
		String reason = Describing.byDefault().reason(new IOException("z ".repeat(length / 2 - 1) + "zz"));
		int shown = reason.replaceFirst("^IOException: ", "").replaceFirst("\\.\\.\\..*\\.\\.\\.", "").length();
		assertThat(reason).startsWith("IOException: z z z ")
			.contains("... " + (length - shown) + " characters omitted ...");
	}

	@Test
	void messageOfWhichNothingIsShownIsTruncated() {
		FailureDescription description = Describing.byDefault().of(new IOException("x1".repeat(25_000)));
		assertThat(description.reason()).isEqualTo("IOException: ... 50000 characters omitted ...");
		assertThat(description.truncated()).contains(FailureDescription.Field.REASON);
	}

	@Test
	void lineBreaksAndControlCharactersBecomeSpaces() {
		assertThat(Describing.byDefault().reason(new IOException("a\r\n\tb\u0000c\u001b[31m ")))
			.isEqualTo("IOException: a b\uFFFDc\uFFFD[31m");
	}

	@Test
	void longMessageIsCutInTheMiddle() {
		var description = Describing.byDefault().of(new IOException("begin " + "x".repeat(300) + " end"));
		assertThat(description.reason()).hasSizeBetween(255, 256)
			.startsWith("IOException: begin xxx")
			.contains("... 97 characters omitted ...")
			.endsWith("xxx end");
		assertThat(description.truncated()).containsExactly(Field.REASON);
	}

	@Test
	void reasonOfExactlyTheLimitIsWhole() {
		var description = Describing.byDefault().of(new IOException("x".repeat(256 - "IOException: ".length())));
		assertThat(description.reason()).hasSize(256).doesNotContain("...");
		assertThat(description.truncated()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 119, 120, 121, 255 })
	void cutReasonUsesTheLimitAndSaysSo(int limit) {
		String reason = Describing.byDefault()
			.reason(limit, ReasonPrefix.SIMPLE_NAME)
			.reason(new IOException("x".repeat(300)));
		assertThat(reason).hasSizeBetween(limit - 1, limit).contains("...".substring(0, Math.min(3, limit)));
	}

	/** Whichever of the two messages is long, and whether or not one tells the other. */
	@Test
	void typeOfTheRootCauseSurvivesTheCut() {
		String words = "the order could not be charged ".repeat(20);
		for (int outer = 0; outer <= words.length(); outer += 13) {
			for (int inner = 0; inner <= words.length(); inner += 13) {
				Exception root = new SQLTransientConnectionException(words.substring(0, inner));
				for (String told : List.of("", root.toString(), "SQLTransientConnectionException")) {
					String text = words.substring(0, outer) + told + words.substring(0, outer);
					FailureDescription description = Describing.byDefault().of(new IllegalStateException(text, root));
					assertThat(description.reason()).hasSizeLessThanOrEqualTo(256)
						.startsWith("IllegalStateException: ".substring(0, text.isEmpty() ? 21 : 23))
						.contains("SQLTransientConnectionException");
					assertThat(description.reason().contains("..."))
						.isEqualTo(description.truncated().contains(Field.REASON));
				}
			}
		}
	}

	@Test
	void noSurrogatePairIsSplit() {
		for (int limit = 1; limit <= 60; limit++) {
			String reason = Describing.byDefault()
				.reason(limit, ReasonPrefix.NONE)
				.reason(new IOException("\uD83D\uDE00".repeat(100)));
			assertThat(reason.length()).isBetween(limit - 2, limit);
			assertThat(Describing.isWellFormed(reason)).isTrue();
		}
	}

	@Test
	void loneSurrogatesAreReplaced() {
		assertThat(Describing.byDefault().reason(new IOException("\uD83D-\uDE00-\uDE00\uD83D-\uD83D\uDE00\uD83D")))
			.isEqualTo("IOException: \uFFFD-\uFFFD-\uFFFD\uFFFD-\uD83D\uDE00\uFFFD");
	}

	@SuppressWarnings("serial")
	static final class Nested extends RuntimeException {

		Nested(String message) {
			super(message);
		}

	}

}
