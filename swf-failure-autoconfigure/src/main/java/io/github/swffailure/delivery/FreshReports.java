// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * Reports that do not wait behind a backlog: those deferred here recently, and the newest
 * in the journal, which include the crash reports of other workers. A report that does
 * not fit is not lost: it is found when the journal is read.
 */
final class FreshReports {

	/** Maximum number of reports held in memory, each up to 64 kB. */
	static final int CAPACITY = 256;

	/** How many of the newest reports are read from the journal each time. */
	static final int NEWEST = 32;

	private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final FailureJournal journal;

	private final ReportWaits waits;

	private final LinkedBlockingDeque<TaskReport> reports = new LinkedBlockingDeque<>(CAPACITY);

	private volatile long nextLook = System.nanoTime();

	FreshReports(FailureJournal journal, ReportWaits waits) {
		this.journal = journal;
		this.waits = waits;
	}

	/** Adds a report; if there is no room, it replaces the one added first. */
	void add(TaskReport report) {
		while (!this.reports.offer(report)) {
			this.reports.poll();
		}
	}

	/** Adds a report again after it was polled and deferred, if there is room. */
	void addAgain(TaskReport report) {
		if (this.reports.stream().noneMatch((other) -> isSameTask(other, report))) {
			this.reports.offer(report);
		}
	}

	/** Reads the newest reports, at most once a second and only if there are any. */
	void lookAtNewest() {
		if (this.journal.size() == 0 || this.nextLook - System.nanoTime() > 0) {
			return;
		}
		try (Stream<TaskReport> newest = this.journal.newestFirst()) {
			List<TaskReport> due = newest.limit(NEWEST).filter(this.waits::isDue).toList();
			for (int i = due.size() - 1; i >= 0; i--) {
				putFirst(due.get(i));
			}
		}
		finally {
			this.nextLook = System.nanoTime() + LOOK_NANOS;
		}
	}

	private void putFirst(TaskReport report) {
		this.reports.removeIf((other) -> isSameTask(other, report));
		while (!this.reports.offerFirst(report)) {
			this.reports.pollLast();
		}
	}

	private static boolean isSameTask(TaskReport one, TaskReport other) {
		return one.task().equals(other.task());
	}

	@Nullable TaskReport poll() {
		for (TaskReport report : this.reports) {
			if (this.waits.isDenied(report)) {
				this.reports.remove(report);
			}
			else if (this.waits.isDue(report) && this.reports.remove(report) && this.journal.contains(report)) {
				return report;
			}
		}
		return null;
	}

	/** Nanoseconds until a report is due or the newest are to be read again. */
	long untilDue() {
		long wait = (this.journal.size() > 0) ? this.nextLook - System.nanoTime() : Long.MAX_VALUE;
		for (TaskReport report : this.reports) {
			wait = this.waits.isTaken(report) ? wait : Math.min(wait, this.waits.untilDue(report));
		}
		return wait;
	}

}
