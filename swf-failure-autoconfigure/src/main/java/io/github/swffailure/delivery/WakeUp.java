package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What can wake the redelivery thread before its time: a new report, an operator, the
 * end.
 */
final class WakeUp {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean kept;

	private boolean urgent;

	/** A report was kept. */
	void kept() {
		signal(false);
	}

	/** An operator asks for redelivery, or redelivery ends. */
	void now() {
		signal(true);
	}

	private void signal(boolean now) {
		this.lock.lock();
		try {
			this.kept = true;
			this.urgent |= now;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits for anything new, at most for the given time. */
	void awaitKept(Duration atMost) throws InterruptedException {
		await(atMost, () -> this.kept, () -> this.kept = false);
	}

	/** Waits the given time; only an operator or the end shorten it. */
	void pause(Duration time) throws InterruptedException {
		await(time, () -> this.urgent, () -> this.urgent = false);
	}

	private void await(Duration atMost, BooleanSupplier signalled, Runnable reset) throws InterruptedException {
		this.lock.lock();
		try {
			long left = atMost.toNanos();
			while (!signalled.getAsBoolean() && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			reset.run();
		}
		finally {
			this.lock.unlock();
		}
	}

}
