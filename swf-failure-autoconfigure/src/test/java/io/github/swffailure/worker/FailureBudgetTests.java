// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;

import io.github.swffailure.worker.FailureBudget.Result;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureBudgetTests {

	private long now = -17;

	private final FailureBudget budget = new FailureBudget(
			new WorkerSettings.Budget(Duration.ofMinutes(1), 0.5, 4, Duration.ofSeconds(10), Duration.ofSeconds(30)),
			() -> this.now);

	@Test
	void withoutSettingsNothingIsPaused() {
		FailureBudget off = new FailureBudget(null, () -> this.now);
		for (int i = 0; i < 1_000; i++) {
			assertThat(off.after(Result.FAILED, false)).isFalse();
		}
		assertThat(off.acquire()).isZero();
		assertThat(off.isPaused()).isFalse();
	}

	@Test
	void listIsPausedOnceTheShareOfFailuresPassesTheLimit() {
		end(Result.COMPLETED, Result.COMPLETED, Result.FAILED, Result.FAILED);
		assertThat(this.budget.isPaused()).isFalse();
		assertThat(this.budget.after(Result.FAILED, false)).isTrue();
		assertThat(this.budget.isPaused()).isTrue();
		assertThat(this.budget.acquire()).isEqualTo(Duration.ofSeconds(10).toNanos());
	}

	@Test
	void fewTasksPauseNothing() {
		end(Result.FAILED, Result.FAILED, Result.FAILED);
		assertThat(this.budget.isPaused()).isFalse();
	}

	@Test
	void cancellationsAreNoFailures() {
		end(Result.CANCELED, Result.CANCELED, Result.CANCELED, Result.CANCELED, Result.CANCELED);
		assertThat(this.budget.isPaused()).isFalse();
	}

	@Test
	void failuresBeforeTheWindowDoNotCount() {
		end(Result.FAILED, Result.FAILED, Result.FAILED);
		advance(61);
		end(Result.FAILED, Result.FAILED, Result.FAILED);
		assertThat(this.budget.isPaused()).isFalse();
	}

	@Test
	void oneTaskIsLetThroughAfterThePause() {
		pause();
		advance(10);
		assertThat(this.budget.acquire()).isEqualTo(FailureBudget.PROBE);
		assertThat(this.budget.acquire()).isPositive();
	}

	@Test
	void successfulProbeEndsThePauseAndStartsTheCountAgain() {
		pause();
		advance(10);
		this.budget.acquire();
		this.budget.after(Result.COMPLETED, true);
		assertThat(this.budget.acquire()).isZero();
		end(Result.FAILED, Result.FAILED, Result.FAILED);
		assertThat(this.budget.isPaused()).isFalse();
	}

	@Test
	void failedProbesDoubleThePauseUpToTheLongest() {
		pause();
		for (int seconds : new int[] { 20, 30, 30 }) {
			advance(60);
			assertThat(this.budget.acquire()).isEqualTo(FailureBudget.PROBE);
			this.budget.after(Result.FAILED, true);
			assertThat(this.budget.acquire()).isEqualTo(Duration.ofSeconds(seconds).toNanos());
		}
	}

	@Test
	void probeWithoutATaskIsMadeAgain() {
		pause();
		advance(10);
		this.budget.acquire();
		this.budget.withoutTask(true);
		assertThat(this.budget.acquire()).isEqualTo(FailureBudget.PROBE);
	}

	@Test
	void tasksFromBeforeThePauseDoNotEndIt() {
		pause();
		end(Result.COMPLETED, Result.COMPLETED);
		advance(10);
		this.budget.acquire();
		end(Result.COMPLETED);
		this.budget.withoutTask(false);
		assertThat(this.budget.isPaused()).isTrue();
		assertThat(this.budget.acquire()).isPositive();
	}

	private void pause() {
		end(Result.FAILED, Result.FAILED, Result.FAILED, Result.FAILED);
		assertThat(this.budget.isPaused()).isTrue();
	}

	private void end(Result... results) {
		for (Result result : results) {
			this.budget.after(result, false);
		}
	}

	private void advance(int seconds) {
		this.now += Duration.ofSeconds(seconds).toNanos();
	}

}
