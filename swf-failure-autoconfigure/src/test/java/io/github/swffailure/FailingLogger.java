// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Has a logger throw to the thread of the test, as an appender may whose disk is full.
 */
public final class FailingLogger extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Thread thread = Thread.currentThread();

	private final Logger logger;

	public FailingLogger(Class<?> of) {
		this.logger = (Logger) LoggerFactory.getLogger(of);
		this.logger.addAppender(this);
	}

	@Override
	public synchronized void doAppend(ILoggingEvent event) {
		if (Thread.currentThread() == this.thread) {
			throw new IllegalStateException("No space left on device");
		}
	}

	@Override
	protected void append(ILoggingEvent event) {
		doAppend(event);
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
	}

}
