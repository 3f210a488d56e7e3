// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Pending timeouts and timers, in order of time. While one fires, the current time is its
 * deadline, so that a clock that jumps by an hour produces the same history as one that
 * runs for an hour.
 */
final class Deadlines {

	private static final String NEVER = "NONE";

	private final Clock clock;

	private final TreeSet<Deadline> pending = new TreeSet<>(
			Comparator.comparing(Deadline::at).thenComparingLong(Deadline::number));

	private @Nullable Instant firing;

	private long count;

	Deadlines(Clock clock) {
		this.clock = clock;
	}

	Instant now() {
		return (this.firing != null) ? this.firing : this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Schedules an action.
	 * @param seconds whole seconds from now; with {@code NONE} or {@code null} it never
	 * fires
	 * @param action what to do
	 * @return the deadline, to be cancelled when it is no longer needed
	 */
	Deadline after(@Nullable String seconds, Runnable action) {
		if (seconds == null || seconds.isEmpty() || seconds.equals(NEVER)) {
			return new Deadline(Instant.MAX, 0, action);
		}
		Deadline deadline = new Deadline(now().plusSeconds(Long.parseLong(seconds)), ++this.count, action);
		this.pending.add(deadline);
		return deadline;
	}

	void cancel(Deadline deadline) {
		this.pending.remove(deadline);
	}

	/**
	 * Fires the due deadlines in order.
	 * @param effects runs after each action, while its deadline is the current time
	 */
	void fireDue(Runnable effects) {
		Instant present = now();
		while (!this.pending.isEmpty() && !this.pending.first().at().isAfter(present)) {
			Deadline due = this.pending.first();
			this.pending.remove(due);
			fire(due, effects);
		}
	}

	private void fire(Deadline due, Runnable effects) {
		this.firing = due.at();
		try {
			due.action().run();
			effects.run();
		}
		finally {
			this.firing = null;
		}
	}

	/**
	 * An action and its time.
	 */
	record Deadline(Instant at, long number, Runnable action) {
	}

}
