// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports in memory. Those that are undelivered when the process ends are lost.
 * <p>
 * Bounded by its capacity, and by {@value #MAX_TEXT} characters of details and results in
 * total, which take 32 to 64 MB. Beyond that, failures are kept without details, and
 * completions are not kept. The rest of a report takes at most 2.6 kB: 26 MB for a
 * capacity of 10,000.
 */
public final class InMemoryFailureJournal implements FailureJournal {

	static final int MAX_TEXT = 32 * 1024 * 1024;

	private final Map<String, TaskReport> reports = new LinkedHashMap<>();

	private final Map<String, TaskReport> expired = new LinkedHashMap<>();

	private final Set<String> unsent = new HashSet<>();

	private final JournalCapacity capacity;

	private final Clock clock;

	private int textLength;

	/**
	 * Creates an empty journal.
	 * @param capacity maximum number of kept reports, and of expired ones, at least 1
	 */
	public InMemoryFailureJournal(int capacity) {
		this(capacity, Clock.systemUTC());
	}

	/**
	 * Creates an empty journal.
	 * @param capacity maximum number of kept reports, and of expired ones, at least 1
	 * @param clock gives requeued reports their time
	 */
	public InMemoryFailureJournal(int capacity, Clock clock) {
		this.capacity = new JournalCapacity(capacity);
		this.clock = clock;
	}

	@Override
	public synchronized boolean add(TaskReport report) {
		if (this.reports.size() >= this.capacity.capacity() && !contains(report)) {
			return this.capacity.refuse();
		}
		if (report instanceof TaskCompletion && this.textLength + lengthOf(report) > MAX_TEXT) {
			return false;
		}
		remove(report);
		put(this.reports, report);
		return true;
	}

	private void put(Map<String, TaskReport> map, TaskReport report) {
		TaskReport fitting = fitting(report);
		this.textLength += lengthOf(fitting);
		map.put(report.task().taskToken(), fitting);
	}

	private @Nullable TaskReport take(Map<String, TaskReport> map, TaskReport report) {
		TaskReport taken = map.remove(report.task().taskToken());
		if (taken != null) {
			this.textLength -= lengthOf(taken);
		}
		return taken;
	}

	private TaskReport fitting(TaskReport report) {
		if (!(report instanceof TaskFailure failure) || this.textLength + lengthOf(report) <= MAX_TEXT) {
			return report;
		}
		FailureDescription shortened = new FailureDescription(failure.description().reason(), "",
				Set.of(FailureDescription.Field.DETAILS));
		return new TaskFailure(failure.task(), shortened, failure.origin(), failure.time());
	}

	private static int lengthOf(TaskReport report) {
		if (report instanceof TaskFailure failure) {
			return failure.description().details().length();
		}
		String result = ((TaskCompletion) report).result();
		return (result != null) ? result.length() : 0;
	}

	@Override
	public synchronized void remove(TaskReport report) {
		this.unsent.remove(report.task().taskToken());
		if (take(this.reports, report) != null) {
			this.capacity.after(this.reports.size());
		}
	}

	@Override
	public synchronized boolean contains(TaskReport report) {
		return this.reports.containsKey(report.task().taskToken());
	}

	@Override
	public Stream<TaskReport> reports() {
		return snapshot(this.reports).stream();
	}

	private synchronized List<TaskReport> snapshot(Map<String, TaskReport> map) {
		return new ArrayList<>(map.values());
	}

	@Override
	public Stream<TaskReport> newestFirst() {
		List<TaskReport> newestFirst = snapshot(this.reports);
		Collections.reverse(newestFirst);
		return newestFirst.stream();
	}

	@Override
	public synchronized int size() {
		return this.reports.size();
	}

	@Override
	public synchronized void setMayHaveArrived(TaskReport report, boolean mayHaveArrived) {
		if (mayHaveArrived) {
			this.unsent.remove(report.task().taskToken());
		}
		else if (contains(report)) {
			this.unsent.add(report.task().taskToken());
		}
	}

	@Override
	public synchronized boolean mayHaveArrived(TaskReport report) {
		return !this.unsent.contains(report.task().taskToken());
	}

	@Override
	public synchronized boolean expire(TaskReport report) {
		TaskReport kept = this.reports.get(report.task().taskToken());
		remove(report);
		if (kept == null || this.expired.size() >= this.capacity.capacity()) {
			return false;
		}
		take(this.expired, kept);
		put(this.expired, kept);
		return true;
	}

	@Override
	public Stream<TaskReport> expired() {
		return snapshot(this.expired).stream();
	}

	@Override
	public synchronized boolean requeue(TaskReport report) {
		TaskReport again = this.expired.get(report.task().taskToken());
		if (again == null || !add(KeptFiles.at(this.clock, again))) {
			return false;
		}
		take(this.expired, again);
		return true;
	}

	@Override
	public @Nullable String problem() {
		return this.capacity.problem();
	}

	@Override
	public long losses() {
		return this.capacity.refused();
	}

}
