package io.github.swffailure.delivery;

import java.time.Duration;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * What a call of SWF has come to.
 *
 * @param outcome what the answer means
 * @param error what the call ended with, {@code null} if SWF accepted it
 */
record SwfAnswer(ReportOutcome outcome, @Nullable Throwable error) {

	static SwfAnswer of(ReportOutcome outcome, @Nullable Throwable error) {
		return new SwfAnswer(outcome, error);
	}

	Delivery after(long startNanos, boolean redelivery) {
		return new Delivery(this.outcome, redelivery, Duration.ofNanos(System.nanoTime() - startNanos), this.error);
	}

	/** An interrupt says nothing about SWF. */
	boolean tellsOfTrouble() {
		return this.outcome == ReportOutcome.DEFERRED && !(this.error instanceof AbortedException);
	}

}
