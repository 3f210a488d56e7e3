// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptTimeTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final AttemptTime time = new AttemptTime(Duration.ofSeconds(6), this.now::get);

	@ParameterizedTest
	@CsvSource({ "0, 1000", "1, 2000", "2, 4000", "3, 6000", "70, 6000" })
	void itDoublesWithEachDeferralWhileSwfAcceptsNothing(int deferrals, long millis) {
		assertThat(this.time.limit(deferrals)).hasMillis(millis);
	}

	@ParameterizedTest
	@CsvSource({ "10, 500", "125, 500", "200, 800", "1500, 6000", "3000, 6000" })
	void itIsFourTimesWhatSwfNeeds(long needed, long millis) {
		this.time.accepted(Duration.ofMillis(needed));
		assertThat(this.time.limit(9)).hasMillis(millis);
	}

	@Test
	void slowAnswerIsForgottenAfterFasterOnes() {
		this.time.accepted(Duration.ofSeconds(1));
		this.time.accepted(Duration.ofMillis(10));
		assertThat(this.time.limit(0)).hasMillis(3_500);
		for (int i = 0; i < 30; i++) {
			this.time.accepted(Duration.ofMillis(10));
		}
		assertThat(this.time.limit(0)).hasMillis(500);
	}

	@Test
	void whatWasAcceptedLongAgoDoesNotCount() {
		this.time.accepted(Duration.ofMillis(10));
		this.now.addAndGet(AttemptTime.RECENTLY.toNanos() - 1);
		assertThat(this.time.limit(0)).hasMillis(500);
		this.now.addAndGet(1);
		assertThat(this.time.limit(0)).hasMillis(1_000);
	}

	@Test
	void shorterAttemptTimeoutStays() {
		assertThat(new AttemptTime(Duration.ofMillis(100), this.now::get).limit(3)).hasMillis(100);
	}

}
