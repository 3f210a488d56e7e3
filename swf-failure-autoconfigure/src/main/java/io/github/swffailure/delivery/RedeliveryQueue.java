// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Selects the report that is delivered next, as a mail server does: each report has its
 * own wait, which grows with each deferral, so that a report that SWF never accepts
 * delays no others. The journal is read again and again, from the oldest report to the
 * newest. In turn with it come those that were deferred here recently and the newest in
 * the journal, so that they do not wait behind a backlog. While SWF is down, all wait.
 */
final class RedeliveryQueue {

	private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

	private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final FailureJournal journal;

	private final CircuitBreaker breaker;

	private final Backoff backoff;

	private final ReportWaits waits;

	/** An element ends the current or the next wait early. */
	private final BlockingQueue<Boolean> wakeUp = new ArrayBlockingQueue<>(1);

	private final FreshReports fresh;

	private final ReentrantLock reading = new ReentrantLock();

	private @Nullable Pass pass;

	private volatile long nextPass = System.nanoTime();

	private int closings;

	private boolean freshFirst = true;

	private volatile boolean allDue;

	RedeliveryQueue(FailureJournal journal, CircuitBreaker breaker, Backoff backoff) {
		this.journal = journal;
		this.breaker = breaker;
		this.backoff = backoff;
		this.waits = new ReportWaits(backoff);
		this.fresh = new FreshReports(journal, this.waits);
	}

	/** A first delivery has not succeeded, and the journal keeps the report. */
	void add(TaskReport report, Delivery delivery) {
		if (this.waits.after(report, delivery.outcome(), true)) {
			this.fresh.add(report);
			hurry(System.nanoTime() + this.waits.untilDue(report));
			wakeUp();
		}
	}

	/** An operator wants everything to be tried now. */
	void makeAllDue() {
		this.allDue = true;
		wakeUp();
	}

	void wakeUp() {
		this.wakeUp.offer(true);
	}

	/**
	 * Waits until a report is due. Only one thread at a time waits here.
	 * @param goesOn checked before each wait
	 * @return the report, or {@code null} if {@code goesOn} is {@code false}
	 */
	@Nullable TaskReport take(BooleanSupplier goesOn) throws InterruptedException {
		this.reading.lockInterruptibly();
		try {
			while (goesOn.getAsBoolean()) {
				long wait = this.allDue ? 0 : this.breaker.untilProbe();
				TaskReport next = (wait == 0) ? poll() : null;
				if (next != null) {
					this.breaker.probing(this.backoff);
					return next;
				}
				this.fresh.lookAtNewest();
				this.wakeUp.poll((wait > 0) ? Math.min(wait, MOST_NANOS) : untilDue(), TimeUnit.NANOSECONDS);
			}
			closePass();
			return null;
		}
		finally {
			this.reading.unlock();
		}
	}

	/** Takes a report that is due now; none while the circuit breaker is open. */
	@Nullable TaskReport takeIfDue() throws InterruptedException {
		if (this.breaker.isOpen() || !this.reading.tryLock(MOMENT_NANOS, TimeUnit.NANOSECONDS)) {
			return null;
		}
		try {
			return poll();
		}
		finally {
			this.reading.unlock();
		}
	}

	private @Nullable TaskReport poll() {
		if (this.allDue || this.breaker.closings() != this.closings) {
			this.closings = this.breaker.closings();
			this.allDue = false;
			this.waits.clear();
			closePass();
			this.nextPass = System.nanoTime();
		}
		this.waits.probe(this.breaker.isOpen());
		this.fresh.lookAtNewest();
		this.freshFirst = !this.freshFirst;
		TaskReport next = this.freshFirst ? this.fresh.poll() : pollJournal();
		if (next == null) {
			next = this.freshFirst ? pollJournal() : this.fresh.poll();
		}
		if (next != null) {
			this.waits.take(next);
		}
		return next;
	}

	private @Nullable TaskReport pollJournal() {
		if (this.pass == null && this.nextPass - System.nanoTime() > 0) {
			return null;
		}
		boolean over = true;
		try {
			Pass current = (this.pass != null) ? this.pass : openPass();
			TaskReport next = current.next(this.waits::isDue);
			over = next == null && !current.iterator.hasNext();
			return next;
		}
		finally {
			if (over) {
				planNextPass((this.pass != null) ? this.pass.readingNanos : 0);
				closePass();
			}
		}
	}

	private Pass openPass() {
		this.waits.beginPass();
		long start = System.nanoTime();
		this.pass = new Pass(this.journal.reports(), System.nanoTime() - start);
		return this.pass;
	}

	private void closePass() {
		Pass closed = this.pass;
		this.pass = null;
		if (closed != null) {
			closed.reports.close();
		}
	}

	private void planNextPass(long readingNanos) {
		this.nextPass = System.nanoTime()
				+ pause(readingNanos, this.backoff.after(0).toNanos(), this.waits.untilAnyIsDue());
	}

	/**
	 * The wait between two passes. It is at least as long as the last pass took, so that
	 * reading takes at most half of a thread's time. It is at most a minute otherwise,
	 * because reading the journal also shows other workers that this one is alive.
	 */
	static long pause(long readingNanos, long firstWait, long untilDue) {
		return Math.max(readingNanos, Math.min(MOST_NANOS, Math.max(firstWait / 2, untilDue)));
	}

	private void hurry(long time) {
		if (time - this.nextPass < 0) {
			this.nextPass = time;
		}
	}

	private long untilDue() {
		long untilPass = (this.pass != null) ? 0 : this.nextPass - System.nanoTime();
		return Math.max(1, Math.min(untilPass, this.fresh.untilDue()));
	}

	int deferrals(TaskReport report) {
		return this.waits.deferrals(report);
	}

	/**
	 * Must be called for each report that was taken.
	 * @param delivery the attempt, or {@code null} if there was none
	 */
	void done(TaskReport report, @Nullable Delivery delivery) {
		if (delivery != null && this.waits.after(report, delivery.outcome(), false)) {
			this.fresh.addAgain(report);
		}
		this.waits.giveBack(report);
	}

	/** One reading of the whole journal. */
	private static final class Pass {

		private final Stream<TaskReport> reports;

		private final Iterator<TaskReport> iterator;

		private long readingNanos;

		private Pass(Stream<TaskReport> reports, long readingNanos) {
			this.reports = reports;
			this.iterator = reports.iterator();
			this.readingNanos = readingNanos;
		}

		/** Gives up after a moment, so that fresh reports have their turn. */
		private @Nullable TaskReport next(Predicate<TaskReport> isDue) {
			long start = System.nanoTime();
			TaskReport next = null;
			try {
				while (next == null && System.nanoTime() - start < MOMENT_NANOS && this.iterator.hasNext()) {
					TaskReport read = this.iterator.next();
					next = isDue.test(read) ? read : null;
				}
				return next;
			}
			finally {
				this.readingNanos += System.nanoTime() - start;
			}
		}

	}

}
