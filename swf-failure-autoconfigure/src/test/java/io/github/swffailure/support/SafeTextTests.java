// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.HexFormat;
import java.util.List;

import io.github.swffailure.ActivityTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SafeTextTests {

	@Test
	void cleanTextIsTheSameInstance() {
		String text = "Grüße \uD83D\uDE00\tof\r\norder 42";
		assertThat(SafeText.clean(text)).isSameAs(text);
	}

	@Test
	void controlCharactersAndHalvesOfPairsAreReplaced() {
		assertThat(SafeText.clean("a\u0000b\u001b[31m\uD83Dc\uDE00\u0085"))
			.isEqualTo("a\uFFFDb\uFFFD[31m\uFFFDc\uFFFD\uFFFD");
	}

	@Test
	void charactersThatAreHiddenOrReorderAreShown() {
		assertThat(SafeText.clean("pay\u202egro.exe\u202c \u200bx\u2028y\ufeffz\u00ad\u2066\u200f"))
			.isEqualTo("pay\\u202egro.exe\\u202c \\u200bx\\u2028y\\ufeffz\\u00ad\\u2066\\u200f");
		assertThat(SafeText.clean("line\r\nline\rgone\r")).isEqualTo("line\r\nline\\rgone\\r");
	}

	@Test
	void escapesAddAtMostSoMany() {
		int escaped = 4096 / 5;
		for (String hidden : List.of("\u202e", "\u200b", "\ufeff")) {
			String escape = "\\u" + HexFormat.of().toHexDigits(hidden.charAt(0));
			assertThat(SafeText.clean(hidden.repeat(escaped))).isEqualTo(escape.repeat(escaped));
			assertThat(SafeText.clean(hidden.repeat(5_000) + "x")).hasSizeBetween(5_001, 5_001 + 4096 + 5)
				.startsWith(escape.repeat(escaped))
				.endsWith("\ufffd".repeat(5_000 - escaped - 2) + "x");
		}
	}

	@Test
	void failureWithoutMessagesIsItsClassNames() {
		Throwable failure = new IllegalStateException("hunter2", new java.io.IOException("hunter3"));
		failure.setStackTrace(new StackTraceElement[] { new StackTraceElement("a.B", "c", "B.java", 3) });
		assertThat(SafeText.withoutMessages(failure))
			.isEqualTo("java.lang.IllegalStateException at a.B.c(B.java:3), caused by java.io.IOException");
	}

	@ParameterizedTest
	@CsvSource({ "'a b', a b", "' a \t\n b ', a b", "'a\u2028b\u0000\u0085c', a b c", "'', ''", "'\n', ''", "é, é" })
	void oneLineHasSingleSpacesBetweenWords(String text, String line) {
		assertThat(SafeText.oneLine(text)).isEqualTo(line);
	}

	@ParameterizedTest
	@CsvSource({ "'', 0, ''", "abc, 3, abc", "abc, 2, ab", "abc, 0, ''", "a\uD83D\uDE00, 3, a\uD83D\uDE00",
			"a\uD83D\uDE00, 2, a", "\uD83D\uDE00, 1, ''" })
	void cutSplitsNoPair(String text, int maxLength, String cut) {
		assertThat(SafeText.cut(text, maxLength)).isEqualTo(cut);
	}

	@Test
	void tokenHashIsTheBeginningOfItsSha256() {
		ActivityTask task = ActivityTask.ofToken("abc");
		assertThat(SafeText.tokenHash(task, 16)).isEqualTo("ba7816bf8f01cfea");
		assertThat(SafeText.tokenHash(task, 64)).hasSize(64).startsWith("ba7816bf8f01cfea");
	}

}
