// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A registry that is looked up late and then kept, because a closed context does not find
 * it. It may be missing; its exceptions are only logged.
 */
final class GuardedRegistry {

	private static final Logger logger = LoggerFactory.getLogger(FailureMeters.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	private final Supplier<? extends @Nullable MeterRegistry> lookup;

	private volatile @Nullable MeterRegistry found;

	GuardedRegistry(Supplier<? extends @Nullable MeterRegistry> lookup) {
		this.lookup = lookup;
	}

	void use(Consumer<MeterRegistry> action) {
		try {
			MeterRegistry registry = (this.found != null) ? this.found : this.lookup.get();
			if (registry != null) {
				this.found = registry;
				action.accept(registry);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			log(ex);
		}
	}

	private void log(Throwable problem) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("A meter of activity failures could not be used; further problems are logged at DEBUG",
					problem);
		}
		else {
			logger.debug("A meter of activity failures could not be used", problem);
		}
	}

}
