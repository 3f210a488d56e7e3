package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the journal once, the oldest first, until the end, the first answer that
 * defers, or a stop.
 */
final class RedeliveryRun {

	private final DeliveryLine line;

	private final Duration maxAge;

	private final Clock clock;

	private final DeniedReports denied = new DeniedReports();

	RedeliveryRun(DeliveryLine line, Duration maxAge, Clock clock) {
		this.line = line;
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Runs once.
	 * @param mayGoOn asked before each report; may wait
	 * @return whether it ended without an answer that defers
	 */
	synchronized boolean run(BooleanSupplier mayGoOn) {
		this.denied.beginRun();
		try (Stream<TaskFailure> failures = this.line.journal().failures()) {
			Iterator<TaskFailure> iterator = failures.iterator();
			while (iterator.hasNext()) {
				if (!handle(iterator.next(), mayGoOn)) {
					return false;
				}
			}
		}
		return true;
	}

	private boolean handle(TaskFailure failure, BooleanSupplier mayGoOn) {
		if (isExpired(failure)) {
			this.line.expire(failure);
			return true;
		}
		if (!this.denied.isDue(failure)) {
			return true;
		}
		return mayGoOn.getAsBoolean() && wasAnswered(failure, this.line.redeliver(failure));
	}

	private boolean wasAnswered(TaskFailure failure, @Nullable Delivery delivery) {
		if (delivery == null) {
			return true;
		}
		this.denied.after(failure, delivery.outcome());
		return delivery.outcome() != ReportOutcome.DEFERRED;
	}

	private boolean isExpired(TaskFailure failure) {
		return Duration.between(failure.time(), this.clock.instant()).compareTo(this.maxAge) > 0;
	}

}
