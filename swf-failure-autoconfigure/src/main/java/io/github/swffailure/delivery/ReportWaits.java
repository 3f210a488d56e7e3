// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * How long each undelivered report waits: a deferred one for a time that grows with each
 * deferral, a denied one for its turn. Reports are identified by the hash of their token;
 * at worst, a collision makes one of them wait longer.
 */
final class ReportWaits {

	/** After more deferrals, a report is no longer fresh. */
	private static final int FRESH_DEFERRALS = 5;

	/** A report that was deferred more often in a row may be sick. */
	private static final int SELDOM = 2;

	private final Map<Integer, Wait> waits = new ConcurrentHashMap<>();

	private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

	private final Denied denied = new Denied();

	private final Backoff backoff;

	private volatile boolean down;

	private volatile boolean seldomDeferred;

	private volatile long nextDenied = System.nanoTime();

	private volatile long lastPass = System.nanoTime();

	ReportWaits(Backoff backoff) {
		this.backoff = backoff;
	}

	/** Makes all deferred reports due, and begins a round of denied ones. */
	void clear() {
		this.waits.clear();
		this.nextDenied = System.nanoTime();
	}

	/** Begins a round of denied reports, if it is time for one. */
	void beginPass() {
		long now = System.nanoTime();
		if (!this.down) {
			forgetRemoved();
		}
		this.lastPass = now;
		if (this.nextDenied - now <= 0) {
			this.denied.next();
			this.nextDenied = now + this.backoff.longest().toNanos();
		}
	}

	/** Reports that were due before the last pass, which did not find them. */
	private void forgetRemoved() {
		this.waits.entrySet()
			.removeIf((entry) -> entry.getValue().due - this.lastPass <= 0 && !this.taken.contains(entry.getKey()));
	}

	/** Until it is given back, the report is due for nobody else. */
	void take(TaskReport report) {
		this.taken.add(keyOf(report));
	}

	void giveBack(TaskReport report) {
		this.taken.remove(keyOf(report));
	}

	/**
	 * Prepares for the choice of the next report. While SWF is down, reports that may be
	 * sick are due every other time only: they say nothing about SWF.
	 */
	void probe(boolean down) {
		this.down = down;
		this.seldomDeferred = down && !this.seldomDeferred;
	}

	boolean isTaken(TaskReport report) {
		return this.taken.contains(keyOf(report));
	}

	boolean isDue(TaskReport report) {
		return !isTaken(report) && this.denied.isDue(report) && untilDue(report) <= 0
				&& !(this.seldomDeferred && deferrals(report) > SELDOM);
	}

	boolean isDenied(TaskReport report) {
		return !this.denied.isDue(report);
	}

	/** Nanoseconds until a report that is not denied is due. */
	long untilDue(TaskReport report) {
		Wait wait = this.waits.get(keyOf(report));
		return (wait != null) ? wait.due - System.nanoTime() : 0;
	}

	int deferrals(TaskReport report) {
		Wait wait = this.waits.get(keyOf(report));
		return (wait != null) ? wait.deferrals : 0;
	}

	/** Nanoseconds until any of the known reports is due. */
	long untilAnyIsDue() {
		long now = System.nanoTime();
		long least = Math.min(this.backoff.longest().toNanos(), this.nextDenied - now);
		for (Wait wait : this.waits.values()) {
			least = Math.min(least, wait.due - now);
		}
		return least;
	}

	/**
	 * Sets the wait after an attempt.
	 * @param first whether it was the first attempt
	 * @return whether the report was deferred and is fresh
	 */
	boolean after(TaskReport report, ReportOutcome outcome, boolean first) {
		this.denied.after(report, outcome);
		if (outcome != ReportOutcome.DEFERRED) {
			this.waits.remove(keyOf(report));
			return false;
		}
		return this.waits.compute(keyOf(report), (key, before) -> longer(before, first)).fresh;
	}

	private Wait longer(@Nullable Wait before, boolean first) {
		int deferrals = (before != null) ? before.deferrals : 0;
		boolean fresh = first || (before != null && before.fresh && deferrals < FRESH_DEFERRALS);
		return new Wait(deferrals + 1, System.nanoTime() + this.backoff.after(deferrals).toNanos(), fresh);
	}

	private static Integer keyOf(TaskReport report) {
		return report.task().taskToken().hashCode();
	}

	/**
	 * A wait.
	 *
	 * @param deferrals how often the report was deferred in a row
	 * @param due the {@link System#nanoTime()} at which it ends
	 * @param fresh whether the report was deferred here first, and lately
	 */
	private record Wait(int deferrals, long due, boolean fresh) {
	}

	/**
	 * Reports that SWF has denied. So that thousands of them do not cause thousands of
	 * calls, each round tries the next {@value #PROBES} of them; as soon as one gets
	 * through, all are due.
	 */
	private static final class Denied {

		private static final int PROBES = 10;

		private final Set<Integer> waiting = new LinkedHashSet<>();

		private final Set<Integer> probes = new HashSet<>();

		/** Begins a round with the reports that have waited longest. */
		private synchronized void next() {
			this.probes.clear();
			Iterator<Integer> longestWaiting = this.waiting.iterator();
			while (this.probes.size() < PROBES && longestWaiting.hasNext()) {
				this.probes.add(longestWaiting.next());
			}
			this.waiting.removeAll(this.probes);
			this.waiting.addAll(this.probes);
		}

		private synchronized boolean isDue(TaskReport report) {
			Integer key = keyOf(report);
			return !this.waiting.contains(key) || this.probes.contains(key);
		}

		private synchronized void after(TaskReport report, ReportOutcome outcome) {
			boolean waited = this.waiting.remove(keyOf(report));
			this.probes.remove(keyOf(report));
			if (outcome == ReportOutcome.DENIED) {
				this.waiting.add(keyOf(report));
			}
			else if (waited && outcome.isFinal() && outcome != ReportOutcome.EXPIRED) {
				this.waiting.clear();
			}
		}

	}

}
