package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.github.swffailure.RedeliveryTrigger;
import org.jspecify.annotations.Nullable;
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

	private final RedeliverySettings settings;

	private final RedeliveryRun run;

	private final Drain drain;

	private final Wakeup wakeup = new Wakeup();

	private volatile @Nullable Thread thread;

	/**
	 * Creates the redelivery; nothing runs until it is started.
	 * @param line the way to SWF
	 * @param settings how often
	 * @param shutdownTimeout most time a stop may take
	 * @param clock tells the age of reports
	 */
	public Redelivery(DeliveryLine line, RedeliverySettings settings, Duration shutdownTimeout, Clock clock) {
		this.settings = settings;
		this.run = new RedeliveryRun(line, settings.maxAge(), clock);
		this.drain = new Drain(line, this.run, shutdownTimeout);
		line.whenKept(this.wakeup::kept);
	}

	@Override
	public void redeliverNow() {
		this.wakeup.now();
	}

	@Override
	public synchronized void start() {
		if (this.thread == null) {
			tellIfInMemory();
			Thread started = new Thread(this::runUntilStopped, "swf-failure-redelivery");
			started.setDaemon(true);
			this.thread = started;
			started.start();
		}
	}

	private void tellIfInMemory() {
		if (!this.drain.isDurable()) {
			logger.info("Undelivered reports are kept in memory, and lost with the process: "
					+ "set swf.failure.journal.directory to keep them across restarts");
		}
	}

	@Override
	public synchronized void stop() {
		Thread stopped = this.thread;
		if (stopped != null) {
			this.thread = null;
			this.wakeup.now();
			this.drain.after(stopped);
		}
	}

	/** Stops, if it has not been stopped, and tells what handlers left since then. */
	@Override
	public void close() {
		stop();
		this.drain.tellLateOnes();
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
			return this.run.run(() -> rate.acquire() && isCurrent());
		}
		catch (Throwable ex) {
			logger.error("A redelivery run failed; the next one will try again", ex);
			return false;
		}
	}

	private void await(Backoff backoff, boolean answered) throws InterruptedException {
		if (answered) {
			backoff.reset();
			this.wakeup.awaitKept(backoff.longest());
		}
		if (isCurrent()) {
			this.wakeup.pause(backoff.next());
		}
	}

}
