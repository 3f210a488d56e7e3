// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The last deliveries before the process ends: waits for running handlers and for reports
 * that are being sent, delivers the reports in the journal, and logs those that are left.
 * With a journal in memory, it tries until the time is up; with a durable one, until SWF
 * throttles or is unreachable, because the next start delivers the rest. Failures of
 * handlers that run longer are still kept; those that will be lost are logged, one line
 * per task.
 */
final class ShutdownDrain {

	private static final Logger logger = LoggerFactory.getLogger(ShutdownDrain.class);

	private static final int MOST_NAMED = 20;

	private final DeliveryLine line;

	private final Redelivery redelivery;

	private final Redelivery.Shutdown shutdown;

	private Backoff.@Nullable Loop waits;

	private int logged;

	private volatile boolean over;

	ShutdownDrain(DeliveryLine line, Redelivery redelivery, Redelivery.Shutdown shutdown) {
		this.line = line;
		this.redelivery = redelivery;
		this.shutdown = shutdown;
	}

	/** For a redelivery that is started again. */
	void reset() {
		this.waits = null;
		this.logged = 0;
		this.over = false;
	}

	void after(List<Thread> redeliveryThreads) {
		Backoff.Loop loop = Backoff.ofMillis(50, 1_000).until(this.shutdown.timeout());
		this.waits = loop;
		boolean interrupted = Thread.interrupted();
		try {
			join(redeliveryThreads, loop);
			int before = this.line.journal().size();
			deliver(loop);
			logRemaining(before);
		}
		catch (InterruptedException ex) {
			interrupted = true;
			logRemaining(this.line.journal().size());
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Uses the rest of the time for handlers that have failed since the stop, for example
	 * while the executor that runs them was destroyed. From now on, each report that is
	 * kept is logged by itself.
	 */
	void close() {
		Backoff.Loop loop = this.waits;
		if (loop != null && this.line.journal().size() > this.logged) {
			deliver(loop);
		}
		this.over = true;
		if (this.line.journal().size() > this.logged) {
			logRemaining(this.line.journal().size());
		}
	}

	private void deliver(Backoff.Loop loop) {
		while (isUnfinished() && loop.hasTime()) {
			boolean quiet = isQuiet();
			boolean answered = goOverJournal(loop);
			if ((quiet && (answered || this.line.journal().isDurable())) || !loop.pause()) {
				return;
			}
		}
	}

	/**
	 * Delivers the reports in the journal, with as many calls at a time as redelivery.
	 * @return whether all were tried in time and none was deferred
	 */
	private boolean goOverJournal(Backoff.Loop loop) {
		try (Stream<TaskReport> reports = this.line.journal().reports()) {
			Sweep sweep = new Sweep(reports.iterator(), loop);
			List<Thread> helpers = new ArrayList<>();
			for (int i = 1; i < Math.min(this.redelivery.concurrency(), this.line.journal().size()); i++) {
				Thread helper = new Thread(sweep, "swf-failure-drain-" + i);
				helper.setDaemon(true);
				helper.start();
				helpers.add(helper);
			}
			sweep.run();
			join(helpers, loop);
			return !sweep.incomplete;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static void join(List<Thread> threads, Backoff.Loop loop) throws InterruptedException {
		for (Thread thread : threads) {
			TimeUnit.NANOSECONDS.timedJoin(thread, loop.timeLeft().toNanos());
		}
	}

	/** No handler runs and no report is being sent, so the journal gets no more. */
	private boolean isQuiet() {
		return this.shutdown.runningHandlers().getAsInt() == 0 && this.line.isIdle();
	}

	private boolean isUnfinished() {
		return this.line.journal().size() > 0 || !isQuiet();
	}

	/** A handler has failed; if that was after the drain, its report is logged. */
	void onKept(TaskReport report) {
		FailureJournal journal = this.line.journal();
		if (this.over) {
			logger.atLevel(levelFor(journal))
				.log("Undelivered after shutdown and {}: {} of {}", fateOfRemaining(journal), nameOf(report),
						report.task());
		}
	}

	private void logRemaining(int before) {
		FailureJournal journal = this.line.journal();
		logRunning(journal);
		int left = journal.size();
		this.logged = left;
		if (left == 0) {
			logger.debug("Nothing is undelivered at shutdown; {} reports were delivered last", before);
			return;
		}
		Level level = levelFor(journal);
		logger.atLevel(level)
			.log("{} reports are undelivered at shutdown and {}; {} were delivered last", left,
					fateOfRemaining(journal), Math.max(0, before - left));
		try (Stream<TaskReport> reports = journal.reports()) {
			reports.limit(journal.isDurable() ? MOST_NAMED : Long.MAX_VALUE)
				.forEach((report) -> logger.atLevel(level).log("Undelivered: {} of {}", nameOf(report), report.task()));
		}
	}

	private static String nameOf(TaskReport report) {
		return (report instanceof TaskFailure failure) ? failure.origin().simpleName() : "the result";
	}

	private void logRunning(FailureJournal journal) {
		int running = this.shutdown.runningHandlers().getAsInt();
		if (running > 0) {
			logger.atLevel(levelFor(journal))
				.log("{} activity handlers are still running at shutdown; reports that SWF does not accept are {}",
						running, fateOfRemaining(journal));
			this.shutdown.runningTasks()
				.get()
				.stream()
				.limit(journal.isDurable() ? MOST_NAMED : Long.MAX_VALUE)
				.forEach((task) -> logger.atLevel(levelFor(journal)).log("Still running: {}", task));
		}
	}

	private static Level levelFor(FailureJournal journal) {
		return journal.isDurable() ? Level.INFO : Level.WARN;
	}

	private static String fateOfRemaining(FailureJournal journal) {
		if (journal.isDurable()) {
			return "kept for the next start";
		}
		String problem = journal.problem();
		return (problem != null) ? "lost unless they can still be written: " + problem
				: "lost, because the journal is in memory";
	}

	/** Delivers each report in the journal once, on several threads. */
	private final class Sweep implements Runnable {

		private final Iterator<TaskReport> reports;

		private final Backoff.Loop loop;

		private volatile boolean incomplete;

		private Sweep(Iterator<TaskReport> reports, Backoff.Loop loop) {
			this.reports = reports;
			this.loop = loop;
		}

		@Override
		public void run() {
			for (TaskReport next = next(); next != null; next = next()) {
				Delivery delivery = ShutdownDrain.this.redelivery.redeliver(next, this.loop.timeLeft());
				if (delivery != null && delivery.outcome() == ReportOutcome.DEFERRED) {
					this.incomplete = true;
				}
			}
		}

		private synchronized @Nullable TaskReport next() {
			boolean over = this.incomplete && ShutdownDrain.this.line.journal().isDurable();
			if (over || !this.reports.hasNext()) {
				return null;
			}
			this.incomplete |= !this.loop.hasTime();
			return this.loop.hasTime() ? this.reports.next() : null;
		}

	}

}
