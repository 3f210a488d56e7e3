// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Delivers the reports in the journal, on daemon threads of its own: at the start, then
 * whenever a report is due ({@link RedeliveryQueue}), all threads together at a limited
 * rate ({@link Pace}). While SWF is available and the round trip keeps the threads below
 * that rate, more threads are started, up to four times as many. Neither an interrupt nor
 * an error ends them.
 * <p>
 * Stops late, after everything that runs handlers, and then drains the journal, at most
 * for the shutdown timeout and before any bean, including the SWF client, is destroyed.
 * Undelivered reports are logged. It can be started again.
 */
public final class Redelivery implements SmartLifecycle, RedeliveryTrigger, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Redelivery.class);

	/** A slower attempt delays the other reports of its thread. */
	private static final Duration SLOW = Duration.ofMillis(100);

	private final DeliveryLine line;

	private final Settings settings;

	private final Clock clock;

	private final RedeliveryQueue queue;

	private final Pace pace;

	private final AttemptTime attemptTime;

	private final ShutdownDrain drain;

	private volatile @Nullable RedeliveryThreads threads;

	/**
	 * Creates the redelivery; nothing runs until it is started.
	 * @param line delivers to SWF
	 * @param settings how often and how fast
	 * @param shutdown what a stop waits for
	 * @param clock by which the age of reports is counted
	 */
	public Redelivery(DeliveryLine line, Settings settings, Shutdown shutdown, Clock clock) {
		this.line = line;
		this.settings = settings;
		this.clock = clock;
		this.pace = new Pace(settings.perSecond());
		this.queue = new RedeliveryQueue(line.journal(), line.breaker(),
				new Backoff(settings.initialDelay(), settings.maxDelay()));
		this.attemptTime = new AttemptTime(line.attemptTimeout(), System::nanoTime);
		this.drain = new ShutdownDrain(line, this, shutdown);
		line.observedBy(new Observer());
	}

	@Override
	public void redeliverNow() {
		this.queue.makeAllDue();
		RedeliveryThreads current = this.threads;
		if (current != null) {
			current.revive();
		}
	}

	@Override
	public synchronized void start() {
		if (this.threads == null) {
			this.line.prepare();
			logIfInMemory();
			this.drain.reset();
			this.queue.makeAllDue();
			RedeliveryThreads started = new RedeliveryThreads(this.settings.concurrency(), this::deliverNext);
			this.threads = started;
			started.revive();
		}
	}

	private void logIfInMemory() {
		if (!this.line.journal().isDurable()) {
			logger.info("Undelivered reports are kept in memory, and lost with the process: "
					+ "set swf.failure.journal.directory to keep them across restarts");
		}
	}

	@Override
	public synchronized void stop() {
		RedeliveryThreads stopped = this.threads;
		if (stopped != null) {
			this.threads = null;
			stopped.end();
			this.queue.wakeUp();
			this.drain.after(stopped.threads());
		}
	}

	/** Stops if needed, and delivers what handlers have reported since the stop. */
	@Override
	public void close() {
		stop();
		this.drain.close();
	}

	@Override
	public boolean isRunning() {
		return this.threads != null;
	}

	/**
	 * Why reports are not delivered although redelivery is started. Replaces threads that
	 * have ended.
	 * @return for example {@code 0 of 4 redelivery threads run}; {@code null} if all run
	 */
	public @Nullable String problem() {
		RedeliveryThreads current = this.threads;
		return (current != null) ? current.problem() : null;
	}

	/** Starts before, and stops after, whatever polls for tasks and runs handlers. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE / 2;
	}

	int concurrency() {
		return this.settings.concurrency();
	}

	/**
	 * Delivers a report again. It does not expire unless there was time for a whole
	 * attempt.
	 * @param timeLeft the time there is
	 * @return the attempt, or {@code null} if another thread makes one or has made it
	 */
	@Nullable Delivery redeliver(TaskReport report, Duration timeLeft) {
		Duration attempt = this.line.attemptTimeout();
		boolean whole = timeLeft.compareTo(attempt) >= 0;
		Delivery delivery = this.line.redeliver(report, whole && isExpired(report), whole ? attempt : timeLeft);
		this.queue.done(report, delivery);
		return delivery;
	}

	private boolean isExpired(TaskReport report) {
		return Duration.between(report.time(), this.clock.instant()).compareTo(this.settings.maxAge()) > 0;
	}

	/** Returns whether a report was due and SWF is available. */
	private boolean deliverNext(RedeliveryThreads threads, boolean extra) throws InterruptedException {
		TaskReport report = extra ? this.queue.takeIfDue() : this.queue.take(threads::goOn);
		if (report == null) {
			return false;
		}
		Delivery delivery = null;
		boolean behind;
		try {
			behind = this.pace.await(threads::goOn);
			RedeliveryThreads.clearInterrupt();
			delivery = threads.goOn() ? redeliverInTime(report) : null;
		}
		finally {
			this.queue.done(report, delivery);
		}
		if (delivery != null && isAccepted(delivery)) {
			this.pace.faster();
			this.attemptTime.accepted(delivery.duration());
		}
		boolean up = !this.line.breaker().isOpen();
		if (up && behind && delivery != null && (isAccepted(delivery) || delivery.duration().compareTo(SLOW) > 0)) {
			threads.startExtra();
		}
		return up;
	}

	private @Nullable Delivery redeliverInTime(TaskReport report) {
		boolean last = isExpired(report);
		Duration timeout = this.attemptTime.limit(this.queue.deferrals(report));
		return this.line.redeliver(report, last, last ? this.line.attemptTimeout() : timeout);
	}

	private static boolean isAccepted(Delivery delivery) {
		return delivery.outcome().isFinal() && delivery.outcome() != ReportOutcome.EXPIRED;
	}

	private final class Observer implements DeliveryLine.Observer {

		@Override
		public void onAnswer(SwfAnswer answer) {
			Redelivery.this.pace.answered(answer.throttled(), answer.outcome().isFinal());
		}

		@Override
		public void onRecovery() {
			Redelivery.this.queue.wakeUp();
		}

		@Override
		public void onKept(TaskReport report, Delivery delivery) {
			Redelivery.this.queue.add(report, delivery);
			Redelivery.this.drain.onKept(report);
			RedeliveryThreads current = Redelivery.this.threads;
			if (current != null) {
				current.revive();
			}
		}

	}

	/**
	 * What a stop waits for.
	 *
	 * @param timeout maximum time of the stop as a whole
	 * @param runningHandlers the number of handlers that run now
	 * @param runningTasks the tasks of these handlers that are known
	 */
	public record Shutdown(Duration timeout, IntSupplier runningHandlers,
			Supplier<Collection<ActivityTask>> runningTasks) {
	}

	/**
	 * How undelivered reports are delivered again.
	 *
	 * @param initialDelay wait between the first deferral of a report and its first
	 * redelivery; reports that are in the journal at the start are delivered at once
	 * @param maxDelay longest wait, up to which it doubles with each deferral; also the
	 * time between two rounds of denied reports
	 * @param maxAge age at which a report expires
	 * @param perSecond initial number of redeliveries per second
	 * @param concurrency number of calls at the same time
	 */
	public record Settings(Duration initialDelay, Duration maxDelay, Duration maxAge, int perSecond, int concurrency) {
	}

}
