// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.Arrays;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames that no compiler makes, but generators of code and remote exceptions do.
 */
class UnusualFrameTests {

	private static Exception of(StackTraceElement frame, int count) {
		StackTraceElement[] frames = new StackTraceElement[count];
		Arrays.fill(frames, frame);
		return withFrames(new IOException("disk full"), frames);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void lowestLineNumberFits(DetailsFormat format) {
		Exception failure = of(new StackTraceElement("com.example.A", "a", "A.java", Integer.MIN_VALUE), 3_000);
		for (int limit = 500; limit < 32_768; limit += 401) {
			FailureDescription description = Describing.as(format).details(limit).of(failure);
			assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
			assertThat(description.reason()).isEqualTo("IOException: disk full");
		}
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void halfOfASurrogatePairInANameIsReplaced(DetailsFormat format) {
		Exception failure = of(new StackTraceElement("com.\uD83Dexample", "call\uDE00", "A\uD83D.java", 1), 3);
		assertThat(Describing.isWellFormed(Describing.as(format).details(failure))).isTrue();
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void controlCharacterInANameIsReplaced(DetailsFormat format) {
		Exception failure = of(new StackTraceElement("com.\u001b[31mexample", "call\u0000", "A\u0007.java", 1), 3);
		assertThat(Describing.as(format).details(failure)).doesNotContain("\u001b", "\u0000", "\u0007");
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void hugeNamesFit(DetailsFormat format) {
		Exception failure = of(new StackTraceElement("com.\"example".repeat(5_000), "call\\".repeat(5_000), null, 1),
				2_000);
		failure.initCause(of(new StackTraceElement("\n".repeat(20_000), "\u0000".repeat(9_000), "\uD83D", -2), 2_000));
		for (int limit : new int[] { 0, 1, 2, 100, 1_000, 32_768 }) {
			FailureDescription description = Describing.as(format).details(limit).of(failure);
			assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
			assertThat(description.reason()).isEqualTo("IOException: disk full");
		}
	}

}
