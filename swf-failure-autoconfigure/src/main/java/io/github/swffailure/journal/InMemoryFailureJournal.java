package io.github.swffailure.journal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failures in memory: what is undelivered when the process ends is lost.
 * <p>
 * Bounded by its capacity and by {@value #MAX_DETAILS} characters of details in all, 32
 * to 64 MB. Beyond that, failures are kept without their details. A failure of the
 * largest size takes 2.6 kB without them, so that a journal of 10,000 takes at most 26 MB
 * more.
 */
public final class InMemoryFailureJournal implements FailureJournal {

	static final int MAX_DETAILS = 32 * 1024 * 1024;

	private final Map<String, TaskFailure> failures = new LinkedHashMap<>();

	private final Map<String, TaskFailure> expired = new LinkedHashMap<>();

	private final Set<String> unsent = new HashSet<>();

	private final JournalCapacity capacity;

	private final Clock clock;

	private int detailsLength;

	/**
	 * Creates an empty journal.
	 * @param capacity maximum number of failures kept at a time, at least 1, and of
	 * expired ones
	 */
	public InMemoryFailureJournal(int capacity) {
		this(capacity, Clock.systemUTC());
	}

	/**
	 * Creates an empty journal.
	 * @param capacity maximum number of failures kept at a time, at least 1, and of
	 * expired ones
	 * @param clock says when an expired failure was kept again
	 */
	public InMemoryFailureJournal(int capacity, Clock clock) {
		this.capacity = new JournalCapacity(capacity);
		this.clock = clock;
	}

	@Override
	public synchronized boolean add(TaskFailure failure) {
		if (this.failures.size() >= this.capacity.capacity() && !contains(failure)) {
			return this.capacity.refuse();
		}
		remove(failure);
		put(this.failures, failure);
		return true;
	}

	private void put(Map<String, TaskFailure> map, TaskFailure failure) {
		TaskFailure fitting = fitting(failure);
		this.detailsLength += fitting.description().details().length();
		map.put(failure.task().taskToken(), fitting);
	}

	private @Nullable TaskFailure take(Map<String, TaskFailure> map, TaskFailure failure) {
		TaskFailure taken = map.remove(failure.task().taskToken());
		if (taken != null) {
			this.detailsLength -= taken.description().details().length();
		}
		return taken;
	}

	private TaskFailure fitting(TaskFailure failure) {
		FailureDescription description = failure.description();
		if (this.detailsLength + description.details().length() <= MAX_DETAILS) {
			return failure;
		}
		FailureDescription shortened = new FailureDescription(description.reason(), "",
				Set.of(FailureDescription.Field.DETAILS));
		return new TaskFailure(failure.task(), shortened, failure.origin(), failure.time());
	}

	@Override
	public synchronized void remove(TaskFailure failure) {
		this.unsent.remove(failure.task().taskToken());
		if (take(this.failures, failure) != null) {
			this.capacity.after(this.failures.size());
		}
	}

	@Override
	public synchronized boolean contains(TaskFailure failure) {
		return this.failures.containsKey(failure.task().taskToken());
	}

	@Override
	public Stream<TaskFailure> failures() {
		return snapshot(this.failures).stream();
	}

	private synchronized List<TaskFailure> snapshot(Map<String, TaskFailure> map) {
		return new ArrayList<>(map.values());
	}

	@Override
	public synchronized int size() {
		return this.failures.size();
	}

	@Override
	public synchronized void setMayHaveArrived(TaskFailure failure, boolean mayHaveArrived) {
		if (mayHaveArrived) {
			this.unsent.remove(failure.task().taskToken());
		}
		else if (contains(failure)) {
			this.unsent.add(failure.task().taskToken());
		}
	}

	@Override
	public synchronized boolean mayHaveArrived(TaskFailure failure) {
		return !this.unsent.contains(failure.task().taskToken());
	}

	@Override
	public synchronized boolean expire(TaskFailure failure) {
		TaskFailure kept = this.failures.get(failure.task().taskToken());
		remove(failure);
		if (kept == null || this.expired.size() >= this.capacity.capacity()) {
			return false;
		}
		take(this.expired, kept);
		put(this.expired, kept);
		return true;
	}

	@Override
	public Stream<TaskFailure> expired() {
		return snapshot(this.expired).stream();
	}

	@Override
	public synchronized boolean requeue(TaskFailure failure) {
		TaskFailure again = this.expired.get(failure.task().taskToken());
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
