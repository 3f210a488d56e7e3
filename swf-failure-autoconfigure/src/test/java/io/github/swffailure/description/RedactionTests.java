// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureReason;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.redaction.SecretRedactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

	private static final String KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	@Test
	void reasonAndDetailsAreRedacted() {
		Exception failure = new IllegalStateException("password=one", new IOException("pool password=two"));
		failure.addSuppressed(new IOException("password=three"));
		FailureDescription description = Describing.byDefault().redactedBy(this.redactor).of(failure);
		assertThat(description.reason())
			.isEqualTo("IllegalStateException: password=[redacted]; caused by IOException: pool password=[redacted]");
		assertThat(description.details()).contains("IOException: pool password=[redacted]")
			.doesNotContain("=one", "=two", "=three");
	}

	@Test
	void redactorsRunInTheirOrder() {
		assertThat(Describing.byDefault()
			.redactedBy((text) -> text.replace("a", "b"), (text) -> text.replace("b", "c"))
			.reason(new IOException("a"))).isEqualTo("IOException: c");
	}

	@Test
	void whatARedactorReturnsIsCleanedAndCut() {
		FailureDescription description = Describing.byDefault()
			.redactedBy((text) -> "\uD83D" + text.repeat(20_000))
			.of(withFrames(new IOException("abc")));
		assertThat(description.reason()).hasSizeLessThanOrEqualTo(256).startsWith("IOException: \uFFFDabcabc");
		assertThat(description.details()).hasSizeLessThanOrEqualTo(4_200).contains("characters omitted");
	}

	@Test
	void secretAcrossTheCutLeavesNoHalf() {
		for (int length = 0; length < 400; length++) {
			FailureDescription description = Describing.byDefault()
				.redactedBy(this.redactor)
				.of(withFrames(new IOException("x".repeat(length) + " " + KEY + " " + "y".repeat(400 - length))));
			assertThat(description.reason()).doesNotContain(KEY.substring(0, 8), KEY.substring(32));
		}
	}

	@Test
	void secretAcrossTheEdgeOfAWindowLeavesNoHalf() {
		String filler = "lorem ipsum ".repeat(10_000);
		for (int at = 0; at < 14_000; at += 13) {
			String head = filler.substring(0, at) + " secret: " + KEY + " " + filler;
			String tail = filler + " secret: " + KEY + " " + filler.substring(0, at);
			assertNoHalf(head);
			assertNoHalf(tail);
		}
	}

	private void assertNoHalf(String message) {
		String details = Describing.byDefault().redactedBy(this.redactor).details(withFrames(new IOException(message)));
		assertThat(details).doesNotContain(KEY.substring(0, 6), KEY.substring(34), KEY.substring(15, 22));
	}

	@Test
	void privateKeyAcrossTheEdgeOfAWindowLeavesNoHalf() {
		String filler = "lorem ipsum ".repeat(10_000);
		String key = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0B\n".repeat(150)
				+ "-----END PRIVATE KEY-----";
		for (int at = 0; at < 14_000; at += 101) {
			for (String message : List.of(filler.substring(0, at) + key + filler,
					filler + key + filler.substring(0, at))) {
				assertThat(
						Describing.byDefault().redactedBy(this.redactor).details(withFrames(new IOException(message))))
					.doesNotContain("MIIEvQIBADANBg");
			}
		}
	}

	@Test
	void longTokenAcrossTheEdgeOfAWindowLeavesNoHalf() {
		String filler = "lorem ipsum ".repeat(10_000);
		String token = "eyJhbGciOiJIUzI1NiJ9." + "QUJDREVGR0hJ".repeat(600) + ".c2lnbmF0dXJl";
		for (int at = 0; at < 14_000; at += 101) {
			for (String message : List.of(filler.substring(0, at) + " " + token + " " + filler,
					filler + " " + token + " " + filler.substring(0, at))) {
				assertThat(
						Describing.byDefault().redactedBy(this.redactor).details(withFrames(new IOException(message))))
					.doesNotContain("QUJDREVGR0hJ", "c2lnbmF0dXJl");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void failingRedactorLetsOnlyClassNamesOut(DetailsFormat format) {
		List<Throwable> errors = new ArrayList<>();
		IllegalStateException error = new IllegalStateException("hunter2");
		Exception failure = withFrames(new IllegalStateException("hunter2",
				withFrames(new IOException("hunter2"), frames("com.example.Hunter2", 3))));
		FailureDescription description = Describing.as(format).listenedToBy(errors::add).redactedBy((text) -> {
			throw error;
		}).of(failure);
		assertThat(description.reason()).isEqualTo("IllegalStateException; caused by IOException");
		assertThat(description.details()).doesNotContainIgnoringCase("hunter2");
		if (format == DetailsFormat.TEXT) {
			assertThat(Describing.withoutLastLine(description.details()))
				.isEqualTo("java.lang.IllegalStateException\nCaused by: java.io.IOException");
		}
		assertThat(errors).containsExactly(error);
	}

	@Test
	@SuppressWarnings("NullAway")
	void redactorThatReturnsNothingHasFailed() {
		List<Throwable> errors = new ArrayList<>();
		assertThat(Describing.byDefault()
			.listenedToBy(errors::add)
			.redactedBy((text) -> null)
			.reason(new IOException("hunter2"))).isEqualTo("IOException");
		assertThat(errors).singleElement().isInstanceOf(NullPointerException.class);
	}

	@Test
	void redactorThatFailsBeforeTheFirstTextHasFailed() {
		List<Throwable> errors = new ArrayList<>();
		FailureRedactor redactor = new FailureRedactor() {

			@Override
			public String redact(String text) {
				return text;
			}

			@Override
			public FailureRedactor forFailure() {
				throw new IllegalStateException("hunter2");
			}

		};
		FailureDescription description = Describing.byDefault()
			.listenedToBy(errors::add)
			.redactedBy(redactor)
			.of(new IllegalStateException("hunter2", new IOException("hunter2")));
		assertThat(description.reason()).isEqualTo("IllegalStateException; caused by IOException");
		assertThat(Describing.withoutLastLine(description.details()))
			.isEqualTo("java.lang.IllegalStateException\nCaused by: java.io.IOException");
		assertThat(errors).hasSize(1);
	}

	@Test
	void catastrophicPatternHasFailed() {
		List<Throwable> errors = new ArrayList<>();
		assertThat(Describing.byDefault()
			.listenedToBy(errors::add)
			.redactedBy(SecretRedactor.create(List.of("(a+)+b")))
			.reason(new IOException("a".repeat(1_000)))).isEqualTo("IOException");
		assertThat(errors).hasSize(1);
	}

	@Test
	void listenerThatThrowsIsIgnored() {
		assertThat(Describing.byDefault().listenedToBy((error) -> {
			throw new IllegalStateException();
		}).redactedBy((text) -> {
			throw new StackOverflowError();
		}).reason(new IOException("hunter2"))).isEqualTo("IOException");
	}

	@Test
	void codeSurvivesAFailingRedactor() {
		assertThat(Describing.byDefault().listenedToBy((error) -> {
		}).redactedBy((text) -> {
			throw new IllegalStateException();
		}).reason(new Declined())).isEqualTo("CARD_DECLINED: Declined");
	}

	@FailureReason(code = "CARD_DECLINED")
	@SuppressWarnings("serial")
	static final class Declined extends RuntimeException {

		Declined() {
			super("Card 4111111111111111 was declined");
		}

	}

}
