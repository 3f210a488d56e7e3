// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.redaction.SecretRedactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Patterns and redactors of an application, which may be as bad as they like.
 */
class OwnRedactorTests {

	@ParameterizedTest
	@ValueSource(strings = { "(a+)+$", "(a*)+b", "(a|aa)+$", "(.*a){20}$", "([a-zA-Z]+)+$", "(a+){2,}b", "^(a+)+$|x",
			"(\\w+\\s?)+\\$x", "a*a*a*a*a*b" })
	void patternThatBacktracksLetsOnlyClassNamesOut(String pattern) {
		List<Throwable> errors = new ArrayList<>();
		Describing describing = Describing.byDefault()
			.listenedToBy(errors::add)
			.redactedBy(SecretRedactor.create(List.of(pattern)));
		FailureDescription description = describing.of(withFrames(new IOException("a".repeat(3_000) + "! hunter2")));
		assertThat(description.reason()).isEqualTo("IOException");
		assertThat(Describing.withoutLastLine(description.details())).isEqualTo("java.io.IOException");
		assertThat(errors).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cust(?=-(\\d+))", "(?<=(cust-))\\d+" })
	void groupBesidesTheFindLetsOnlyClassNamesOut(String pattern) {
		List<Throwable> errors = new ArrayList<>();
		assertThat(Describing.byDefault()
			.listenedToBy(errors::add)
			.redactedBy(SecretRedactor.create(List.of(pattern)))
			.reason(new IOException("cust-42"))).isEqualTo("IOException");
		assertThat(errors).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	@SuppressWarnings("NullAway")
	void redactorThatFailsOnOneMessageHidesThemAll(DetailsFormat format) {
		List<FailureRedactor> failing = List.of((text) -> {
			if (text.contains("three")) {
				throw new IllegalStateException("hunter2 " + text);
			}
			return text;
		}, (text) -> text.contains("three") ? null : text, (text) -> {
			if (text.contains("three")) {
				throw new OutOfMemoryError("hunter2");
			}
			return text;
		});
		for (FailureRedactor redactor : failing) {
			List<Throwable> errors = new ArrayList<>();
			Exception failure = withFrames(new IllegalStateException("hunter2 one", withFrames(
					new IOException("hunter2 two", withFrames(new IllegalArgumentException("hunter2 three"))))));
			failure.addSuppressed(withFrames(new IOException("hunter2 four"), frames("com.example.Hunter2", 2)));
			FailureDescription description = Describing.as(format)
				.listenedToBy(errors::add)
				.redactedBy(redactor)
				.of(failure);
			assertThat(description.reason()).isEqualTo("IllegalStateException; caused by IllegalArgumentException");
			assertThat(description.details()).doesNotContainIgnoringCase("hunter2").doesNotContain("one", "two");
			assertThat(errors).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void longerTextIsCutToItsCap(DetailsFormat format) {
		for (int limit : new int[] { 0, 100, 1_000, 32_768 }) {
			FailureDescription description = Describing.as(format)
				.details(limit)
				.redactedBy((text) -> text + "\"\\\n\uD83D\uDE00".repeat(100_000))
				.of(withFrames(new IOException("x"), frames("com.example.Orders", 30)));
			assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
			assertThat(description.reason()).hasSizeLessThanOrEqualTo(256).startsWith("IOException: x\"\\ ");
			assertThat(Describing.isWellFormed(description.details())).isTrue();
		}
	}

}
