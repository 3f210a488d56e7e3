// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.sample.PageState.Sample;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Remembers how much was undelivered in the last two minutes, a sample a second.
 */
@Component
final class BacklogHistory implements DisposableBean {

	private static final int MOST_SAMPLES = (int) Duration.ofMinutes(2).toSeconds();

	private final Deque<Sample> samples = new ArrayDeque<>();

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread sampler = new Thread(work, "backlog-history");
		sampler.setDaemon(true);
		return sampler;
	});

	private final ScheduledFuture<?> sampling;

	private final FailureJournal journal;

	private final ObjectProvider<InjectedFaults> faults;

	BacklogHistory(FailureJournal journal, ObjectProvider<InjectedFaults> faults) {
		this.journal = journal;
		this.faults = faults;
		this.sampling = this.thread.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
	}

	private void sample() {
		Sample now = now();
		synchronized (this.samples) {
			this.samples.addLast(now);
			if (this.samples.size() > MOST_SAMPLES) {
				this.samples.removeFirst();
			}
		}
	}

	private Sample now() {
		return new Sample(Instant.now(), this.journal.size(), fault());
	}

	/** How the embedded endpoint answers, {@code null} with the real service. */
	@Nullable InjectedFault fault() {
		InjectedFaults embedded = this.faults.getIfAvailable();
		return (embedded != null) ? embedded.current() : null;
	}

	/** The samples, the oldest first, the last one of now. */
	List<Sample> samples() {
		List<Sample> all = new ArrayList<>();
		synchronized (this.samples) {
			all.addAll(this.samples);
		}
		all.add(now());
		return all;
	}

	@Override
	public void destroy() {
		this.sampling.cancel(false);
		this.thread.shutdown();
	}

}
