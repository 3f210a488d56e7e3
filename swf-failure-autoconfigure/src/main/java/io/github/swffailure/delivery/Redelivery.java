package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.Delivery;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Delivers what the journal keeps, on a daemon thread of its own: at the start, then when
 * something was kept or the longest wait is over. Waits grow while SWF throttles or is
 * out of reach, whatever is kept meanwhile. A run over the journal is never joined by
 * another.
 * <p>
 * Stops late, after everything that runs handlers, and drains the journal then, for the
 * shutdown timeout at most and before any bean, the SWF client included, is destroyed.
 * What is left is logged. It can be started again.
 */
public final class Redelivery implements SmartLifecycle, RedeliveryTrigger, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Redelivery.class);

	private final DeliveryLine line;

	private final Settings settings;

	private final Clock clock;

	private final ShutdownDrain drain;

	private final WakeUp wakeUp = new WakeUp();

	private final DeniedReports denied = new DeniedReports();

	private volatile @Nullable Thread thread;

	/**
	 * Creates the redelivery; nothing runs until it is started.
	 * @param line the way to SWF
	 * @param settings how often
	 * @param shutdown what a stop waits for
	 * @param clock tells the age of reports
	 */
	public Redelivery(DeliveryLine line, Settings settings, Shutdown shutdown, Clock clock) {
		this.line = line;
		this.settings = settings;
		this.clock = clock;
		this.drain = new ShutdownDrain(line, this, shutdown.timeout(), shutdown.runningHandlers());
		line.whenKept(this::onKept);
	}

	private void onKept(TaskFailure failure, Delivery delivery) {
		if (delivery.outcome() == ReportOutcome.DEFERRED) {
			this.wakeUp.kept();
		}
		this.drain.onKept(failure);
	}

	@Override
	public void redeliverNow() {
		this.wakeUp.now();
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			this.line.prepare();
			logIfInMemory();
			this.drain.reset();
			Thread started = new Thread(this::runUntilStopped, "swf-failure-redelivery");
			started.setDaemon(true);
			this.thread = started;
			started.start();
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
		Thread stopped = this.thread;
		if (stopped != null) {
			this.thread = null;
			this.wakeUp.now();
			this.drain.after(stopped);
		}
	}

	/** Stops, if it has not been stopped, and sees to what handlers left since then. */
	@Override
	public void close() {
		stop();
		this.drain.close();
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/** Starts before, and stops after, whatever polls for tasks and runs handlers. */
	@Override
	public int getPhase() {
		return Integer.MIN_VALUE / 2;
	}

	private boolean isCurrent() {
		return this.thread == Thread.currentThread();
	}

	private void runUntilStopped() {
		RateLimit rate = new RateLimit(this.settings.perSecond());
		Backoff backoff = new Backoff(this.settings.initialDelay(), this.settings.maxDelay(),
				ThreadLocalRandom.current());
		try {
			while (isCurrent()) {
				await(backoff, runOnce(rate));
			}
		}
		catch (InterruptedException ex) {
			logger.warn("The redelivery thread was interrupted by a stranger; reports are kept until a restart");
		}
	}

	private boolean runOnce(RateLimit rate) {
		try {
			return run(() -> rate.acquire() && isCurrent());
		}
		catch (Throwable ex) {
			logger.error("A redelivery run failed; the next one will try again", ex);
			return false;
		}
	}

	private void await(Backoff backoff, boolean answered) throws InterruptedException {
		if (answered) {
			backoff.reset();
			this.wakeUp.awaitKept(backoff.longest());
		}
		if (isCurrent()) {
			this.wakeUp.pause(backoff.next());
		}
	}

	/**
	 * Goes over the journal once, the oldest first, until the end, the first answer that
	 * defers, or a stop.
	 * @param mayGoOn asked before each report; may wait
	 * @return whether it ended without an answer that defers
	 */
	boolean run(BooleanSupplier mayGoOn) {
		synchronized (this.denied) {
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
		return Duration.between(failure.time(), this.clock.instant()).compareTo(this.settings.maxAge()) > 0;
	}

	/**
	 * What a stop waits for.
	 *
	 * @param timeout maximum time of the stop, with all that it waits for
	 * @param runningHandlers the number of handlers that run now
	 */
	public record Shutdown(Duration timeout, IntSupplier runningHandlers) {
	}

	/**
	 * How undelivered reports are delivered again.
	 *
	 * @param initialDelay wait after a report was deferred, until its first redelivery;
	 * the first run begins at once with the start
	 * @param maxDelay longest wait: it doubles up to here while SWF throttles or is out
	 * of reach, and denied reports are tried at this pace
	 * @param maxAge age at which a report expires
	 * @param perSecond maximum number of reports delivered again in a second
	 */
	public record Settings(Duration initialDelay, Duration maxDelay, Duration maxAge, int perSecond) {

		/** Rate that leaves SWF's quota to the handlers of ten workers. */
		public static final int DEFAULT_PER_SECOND = 20;

		/**
		 * Settings with the default rate.
		 * @param initialDelay wait until the first redelivery
		 * @param maxDelay longest wait
		 * @param maxAge age at which a report expires
		 */
		public Settings(Duration initialDelay, Duration maxDelay, Duration maxAge) {
			this(initialDelay, maxDelay, maxAge, DEFAULT_PER_SECOND);
		}

	}

}
