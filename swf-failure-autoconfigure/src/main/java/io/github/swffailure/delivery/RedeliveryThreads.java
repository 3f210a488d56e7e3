// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon threads of redelivery, from a start to a stop. Neither an interrupt nor an
 * error ends a thread; if one ends anyway, {@link #revive} replaces it.
 */
final class RedeliveryThreads {

	private static final Logger logger = LoggerFactory.getLogger(Redelivery.class);

	/** Limits all threads, extra ones included, to a multiple of the usual number. */
	private static final int EXTRA = 4;

	private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(100);

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final int count;

	private final Work work;

	private final ThreadFactory factory;

	private volatile boolean ended;

	RedeliveryThreads(int count, Work work) {
		this(count, work, Thread::new);
	}

	RedeliveryThreads(int count, Work work, ThreadFactory factory) {
		this.count = count;
		this.work = work;
		this.factory = factory;
	}

	List<Thread> threads() {
		return this.threads;
	}

	void end() {
		this.ended = true;
	}

	boolean goOn() {
		return !this.ended;
	}

	/** Starts the threads that are missing. Never throws. */
	void revive() {
		start(this.count, false);
	}

	/** Starts missing threads, and returns a problem if some could not be started. */
	@Nullable String problem() {
		revive();
		long alive = this.threads.stream().filter(Thread::isAlive).count();
		return (alive < this.count && goOn()) ? alive + " of " + this.count + " redelivery threads run" : null;
	}

	/** Starts one more thread, which ends when no report is due or SWF is unavailable. */
	void startExtra() {
		start(Math.min(this.threads.size() + 1, EXTRA * this.count), true);
	}

	private synchronized void start(int target, boolean extra) {
		this.threads.removeIf((thread) -> !thread.isAlive());
		try {
			while (this.threads.size() < target && goOn()) {
				Thread thread = this.factory.newThread(() -> run(extra));
				thread.setName("swf-failure-redelivery-" + (this.threads.size() + 1));
				thread.setDaemon(true);
				thread.start();
				this.threads.add(thread);
			}
		}
		catch (Throwable ex) {
			log("A redelivery thread could not be started; this will be retried", ex);
		}
	}

	private void run(boolean extra) {
		boolean needed = true;
		while (needed && goOn()) {
			try {
				needed = this.work.next(this, extra) || !extra;
			}
			catch (InterruptedException ex) {
				log("A redelivery thread was interrupted from outside and continues", ex);
			}
			catch (Throwable ex) {
				log("A redelivery failed; it will be retried", ex);
				LockSupport.parkNanos(PAUSE_AFTER_ERROR.toNanos());
			}
		}
	}

	/** Nothing in this library interrupts these threads: deliver nevertheless. */
	static void clearInterrupt() {
		if (Thread.interrupted()) {
			logger.warn("A redelivery thread was interrupted from outside and continues");
		}
	}

	/** An exception of a logger does not end the thread either. */
	private static void log(String event, Throwable cause) {
		try {
			logger.error(event, cause);
		}
		catch (Throwable ex) {
			// The next attempt matters more than the line
		}
	}

	/** One step of a thread. */
	@FunctionalInterface
	interface Work {

		/**
		 * Delivers the next report.
		 * @param threads says whether to continue
		 * @param extra whether to return at once if nothing is due
		 * @return whether an extra thread should continue
		 */
		boolean next(RedeliveryThreads threads, boolean extra) throws InterruptedException;

	}

}
