package io.github.swffailure.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SafeCutTests {

	@Test
	void textThatFitsIsKept() {
		assertThat(SafeCut.of("", 0)).isEmpty();
		assertThat(SafeCut.of("abc", 3)).isEqualTo("abc");
		assertThat(SafeCut.of("a\uD83D\uDE00", 3)).isEqualTo("a\uD83D\uDE00");
	}

	@Test
	void characterIsNotSplit() {
		assertThat(SafeCut.of("a\uD83D\uDE00", 2)).isEqualTo("a");
		assertThat(SafeCut.of("\uD83D\uDE00", 1)).isEmpty();
		assertThat(SafeCut.of("abc", 0)).isEmpty();
	}

	@Test
	void halfACharacterIsReplaced() {
		assertThat(SafeCut.of("a\uD83D", 5)).isEqualTo("a?");
		assertThat(SafeCut.of("\uDE00b", 5)).isEqualTo("?b");
	}

}
