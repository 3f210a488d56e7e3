// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What can wake redelivery before its time: a new report, an operator, the end. A signal
 * that comes while nobody waits ends the next wait.
 */
final class WakeUp {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean signalled;

	void signal() {
		this.lock.lock();
		try {
			this.signalled = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void await(long nanos) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = nanos;
			while (!this.signalled && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			this.signalled = false;
		}
		finally {
			this.lock.unlock();
		}
	}

}
