// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;

import org.springframework.core.Ordered;

/**
 * Notices defects that are new, by their fingerprints. Remembers the {@value #CAPACITY}
 * that failed last.
 */
final class NewDefects implements TaskFailureListener, Ordered {

	private static final int CAPACITY = 1000;

	private final Map<String, Instant> lastSeen = BoundedMap.of(CAPACITY);

	private final TaskFailureListener listeners;

	private final Duration quiet;

	NewDefects(TaskFailureListener listeners, Duration quiet) {
		this.listeners = listeners;
		this.quiet = quiet;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		if (delivery.redelivery() || delivery.outcome() == ReportOutcome.CANCELED || failure.origin().cancellation()) {
			return;
		}
		Instant before = see(failure.origin().fingerprint(), failure.time());
		if (before.equals(Instant.MIN)) {
			this.listeners.onNewDefect(failure, false);
		}
		else if (before.plus(this.quiet).isBefore(failure.time())) {
			this.listeners.onNewDefect(failure, true);
		}
	}

	/**
	 * Moves a defect to the end of those to be forgotten.
	 * @return when it was seen before
	 */
	private Instant see(String fingerprint, Instant time) {
		synchronized (this.lastSeen) {
			Instant before = this.lastSeen.remove(fingerprint);
			this.lastSeen.put(fingerprint, time);
			return (before != null) ? before : Instant.MIN;
		}
	}

}
