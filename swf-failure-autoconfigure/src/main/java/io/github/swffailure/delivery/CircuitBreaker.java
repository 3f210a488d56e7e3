// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;

/**
 * Opens when several different reports in a row have been deferred: at least
 * {@value #SEVERAL} over five seconds, or {@value #MANY} in any time. A single report
 * that SWF never accepts does not open it, nor does a brownout in which some calls
 * succeed: any other answer of SWF starts a new row.
 * <p>
 * While it is open, first deliveries go straight to the journal, so that handlers do not
 * wait; one of them in each {@link #PAUSE} is sent to probe SWF. Redelivery probes too,
 * after growing waits.
 */
final class CircuitBreaker {

	static final int SEVERAL = 3;

	static final int MANY = 50;

	static final Duration ROW = Duration.ofSeconds(5);

	static final Duration PAUSE = Duration.ofSeconds(1);

	private final LongSupplier nanoTime;

	private final Set<String> row = new HashSet<>();

	private long rowSince;

	private boolean open;

	private long nextCall;

	private long nextProbe;

	private int probes;

	private int closings;

	CircuitBreaker(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Whether a first delivery may call SWF.
	 * @return always {@code true} while the breaker is closed, once per pause while it is
	 * open
	 */
	synchronized boolean permitsCall() {
		if (!this.open) {
			return true;
		}
		long now = this.nanoTime.getAsLong();
		boolean due = now - this.nextCall >= 0;
		this.nextCall = due ? now + PAUSE.toNanos() : this.nextCall;
		return due;
	}

	/** Nanoseconds until redelivery may call SWF; 0 while the breaker is closed. */
	synchronized long untilProbe() {
		return this.open ? Math.max(0, this.nextProbe - this.nanoTime.getAsLong()) : 0;
	}

	/** A redelivery begins; while the breaker is open, the next one has to wait. */
	synchronized void probing(Backoff waits) {
		if (this.open) {
			this.nextProbe = this.nanoTime.getAsLong() + waits.after(this.probes++).toNanos();
		}
	}

	/** How often SWF was available again. */
	synchronized int closings() {
		return this.closings;
	}

	synchronized boolean isOpen() {
		return this.open;
	}

	/**
	 * Updates the state after an answer.
	 * @param started the {@link System#nanoTime()} at which the call began
	 * @return whether it shows that SWF is back
	 */
	synchronized boolean after(TaskReport report, SwfAnswer answer, long started) {
		boolean down = this.open;
		if (answer.showsTrouble()) {
			troubled(report, started);
		}
		else if (!answer.isInterrupted()) {
			this.row.clear();
			this.closings += this.open ? 1 : 0;
			this.open = false;
		}
		return down && !this.open;
	}

	private void troubled(TaskReport report, long started) {
		long now = this.nanoTime.getAsLong();
		this.rowSince = this.row.isEmpty() ? started : this.rowSince;
		if (this.row.size() < MANY) {
			this.row.add(report.task().taskToken());
		}
		boolean lasting = now - this.rowSince >= ROW.toNanos();
		if (!this.open && ((this.row.size() >= SEVERAL && lasting) || this.row.size() >= MANY)) {
			this.open = true;
			this.probes = 0;
			this.nextProbe = now;
			this.nextCall = now + PAUSE.toNanos();
		}
	}

	/**
	 * A report was not sent at once, so as not to delay its handler, because SWF was
	 * throttling or unreachable a moment ago.
	 */
	static final class HeldBackException extends RuntimeException {

		private HeldBackException() {
			super("SWF throttled or was unreachable a moment ago: the report waits for redelivery", null, false, false);
		}

		static Delivery delivery() {
			return new Delivery(ReportOutcome.DEFERRED, false, Duration.ZERO, new HeldBackException());
		}

	}

}
