// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class ReportedTokensTests {

	private final ReportedTokens tokens = new ReportedTokens();

	@Test
	void secondReportGetsTheFirstOutcome() {
		this.tokens.once("a", () -> ReportOutcome.DENIED);
		assertThat(this.tokens.once("a", () -> ReportOutcome.REPORTED)).isEqualTo(ReportOutcome.DENIED);
	}

	@Test
	void tokenBeyondTheCapacityIsForgotten() {
		for (int i = 0; i <= ReportedTokens.CAPACITY; i++) {
			this.tokens.once("token" + i, () -> ReportOutcome.REPORTED);
		}
		assertThat(this.tokens.once("token0", () -> ReportOutcome.TASK_CLOSED)).isEqualTo(ReportOutcome.TASK_CLOSED);
		assertThat(this.tokens.once("token2", () -> ReportOutcome.TASK_CLOSED)).isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void reportThatThrowsDoesNotCount() {
		assertThatIllegalStateException().isThrownBy(() -> this.tokens.once("a", () -> {
			throw new IllegalStateException();
		}));
		assertThat(this.tokens.once("a", () -> ReportOutcome.REPORTED)).isEqualTo(ReportOutcome.REPORTED);
	}

	@Test
	void internalErrorIsLoggedAndTheReportCountsAsExpired(CapturedOutput output) {
		ReportOutcome outcome = this.tokens.onceSafely(ActivityTask.ofToken("a"), () -> {
			throw new StackOverflowError();
		});
		assertThat(outcome).isEqualTo(ReportOutcome.EXPIRED);
		assertThat(output).contains("may not have been delivered").contains("StackOverflowError");
	}

	@Test
	void interruptIsKeptForTheCaller() {
		Thread.currentThread().interrupt();
		this.tokens.onceSafely(ActivityTask.ofToken("a"), () -> {
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			return ReportOutcome.REPORTED;
		});
		assertThat(Thread.interrupted()).isTrue();
	}

}
