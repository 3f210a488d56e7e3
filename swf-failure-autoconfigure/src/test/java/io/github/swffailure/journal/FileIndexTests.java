// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

class FileIndexTests {

	private final FileIndex index = new FileIndex();

	private static JournalFile file(String token, Instant time) {
		return JournalFile.of(failure(token, time, ""), "1234567890ab12345678", JournalFile.Kind.FAILURE);
	}

	private static JournalFile file(String token) {
		return file(token, TIME);
	}

	@Test
	void placesThatAreHeldCount() {
		assertThat(this.index.reserve(file("a").key(), 2)).isTrue();
		this.index.put(file("b"));
		assertThat(this.index.reserve(file("c").key(), 2)).isFalse();
		this.index.release();
		assertThat(this.index.reserve(file("c").key(), 2)).isTrue();
	}

	@Test
	void refusedPlaceIsNotHeld() {
		this.index.put(file("a"));
		assertThat(this.index.reserve(file("b").key(), 1)).isFalse();
		assertThat(this.index.reserve(file("b").key(), 2)).isTrue();
	}

	@Test
	void knownTaskNeedsNoPlace() {
		this.index.put(file("a"));
		assertThat(this.index.reserve(file("a").key(), 1)).isTrue();
	}

	@Test
	void laterFileOfATaskReplacesTheEarlier() {
		JournalFile later = file("a", TIME.plusSeconds(1));
		assertThat(this.index.put(file("a"))).isNull();
		assertThat(this.index.put(later)).isEqualTo(file("a"));
		assertThat(this.index.oldestFirst()).containsExactly(later);
		assertThat(this.index.get(later.key())).isEqualTo(later);
		assertThat(this.index.size()).isOne();
	}

	@Test
	void sameFileReplacesNothing() {
		this.index.put(file("a"));
		assertThat(this.index.put(file("a"))).isNull();
		assertThat(this.index.size()).isOne();
	}

	@Test
	void replacedFileTakesItsSuccessorNotAway() {
		JournalFile later = file("a", TIME.plusSeconds(1));
		this.index.put(file("a"));
		this.index.put(later);
		assertThat(this.index.remove(file("a"))).isFalse();
		assertThat(this.index.oldestFirst()).containsExactly(later);
		assertThat(this.index.remove(later)).isTrue();
		assertThat(this.index.remove(later)).isFalse();
		assertThat(this.index.size()).isZero();
		assertThat(this.index.get(later.key())).isNull();
	}

	@Test
	void oldestIsOfFilesAndOfWhatIsElsewhere() {
		assertThat(this.index.oldest(null)).isNull();
		assertThat(this.index.oldest(TIME)).isEqualTo(TIME);
		this.index.put(file("b", TIME.plusMillis(2)));
		this.index.put(file("a", TIME.plusMillis(1)));
		assertThat(this.index.oldest(null)).isEqualTo(TIME.plusMillis(1));
		assertThat(this.index.oldest(TIME)).isEqualTo(TIME);
		assertThat(this.index.oldest(TIME.plusMillis(3))).isEqualTo(TIME.plusMillis(1));
	}

	@Test
	void listIsNotTouchedByWhatComesLater() {
		this.index.put(file("a"));
		Iterable<JournalFile> before = this.index.oldestFirst();
		this.index.put(file("b"));
		this.index.remove(file("a"));
		assertThat(before).containsExactly(file("a"));
	}

}
