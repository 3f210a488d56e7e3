package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What can wake the redelivery thread before its time: a new report, an operator, the
 * end.
 */
final class Wakeup {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean kept;

	private boolean urgent;

	void kept() {
		signal(false);
	}

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
		this.lock.lock();
		try {
			long left = atMost.toNanos();
			while (!this.kept && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			this.kept = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits the given time; only an operator or the end shorten it. */
	void pause(Duration time) throws InterruptedException {
		this.lock.lock();
		try {
			long left = time.toNanos();
			while (!this.urgent && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			this.urgent = false;
		}
		finally {
			this.lock.unlock();
		}
	}

}
