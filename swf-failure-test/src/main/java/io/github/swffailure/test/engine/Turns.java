// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serializes all access to the state: calls, ends of polls and the passing of time. As
 * any clock may be set, the time is read every few milliseconds.
 */
final class Turns implements AutoCloseable {

	private static final long TICK_MILLIS = 10;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition turnTaken = this.lock.newCondition();

	private final ScheduledThreadPoolExecutor timer;

	private final Runnable settle;

	Turns(Runnable settle) {
		this.settle = settle;
		this.timer = new ScheduledThreadPoolExecutor(1, (work) -> {
			Thread thread = new Thread(work, "embedded-swf-time");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
	}

	void start() {
		var unused = this.timer.scheduleWithFixedDelay(() -> take(() -> true), TICK_MILLIS, TICK_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Runs work on the state, which is settled before and after it.
	 */
	<T> T take(Supplier<T> work) {
		this.lock.lock();
		try {
			this.settle.run();
			return work.get();
		}
		finally {
			try {
				this.settle.run();
			}
			finally {
				this.turnTaken.signalAll();
				this.lock.unlock();
			}
		}
	}

	/**
	 * Waits until a condition about the state holds.
	 * @return whether it did within the time; an interrupted thread stops waiting
	 */
	boolean await(BooleanSupplier condition, Duration atMost) {
		long remaining = atMost.toNanos();
		this.lock.lock();
		try {
			while (!condition.getAsBoolean() && remaining > 0) {
				remaining = this.turnTaken.awaitNanos(remaining);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
		return take(condition::getAsBoolean);
	}

	boolean isOver() {
		return this.timer.isShutdown();
	}

	Future<?> schedule(Runnable work, long delay, TimeUnit unit) {
		return this.timer.schedule(() -> take(() -> {
			work.run();
			return true;
		}), delay, unit);
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
