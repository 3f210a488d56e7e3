package io.github.swffailure.delivery;

import java.time.Duration;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;

/**
 * A report was not sent at once, so as not to hold up its handler: SWF was throttling or
 * out of reach a moment ago. Its redelivery will tell.
 */
final class HeldBackException extends RuntimeException {

	private HeldBackException() {
		super("SWF throttled or was out of reach a moment ago: the report waits for its redelivery", null, false,
				false);
	}

	static Delivery delivery() {
		return new Delivery(ReportOutcome.DEFERRED, false, Duration.ZERO, new HeldBackException());
	}

}
