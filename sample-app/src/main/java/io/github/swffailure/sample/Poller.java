// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

import org.springframework.context.SmartLifecycle;

/**
 * Polls on threads of its own while the application runs. The threads are daemons: a long
 * poll of 60 seconds does not hold up the end.
 */
final class Poller implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Poller.class);

	private final String name;

	private final int concurrency;

	private final Runnable poll;

	private volatile boolean running;

	Poller(String name, int concurrency, Runnable poll) {
		this.name = name;
		this.concurrency = concurrency;
		this.poll = poll;
	}

	@Override
	public void start() {
		this.running = true;
		for (int i = 0; i < this.concurrency; i++) {
			Thread thread = new Thread(this::pollWhileRunning, this.name + "-" + i);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void pollWhileRunning() {
		while (this.running) {
			try {
				this.poll.run();
			}
			catch (SdkException | IllegalStateException ex) {
				if (this.running) {
					logger.warn("SWF could not be polled: {}", ex.getMessage());
					LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
				}
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
