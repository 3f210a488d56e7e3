package io.github.swffailure.journal;

import java.util.ArrayList;
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

	private final JournalCapacity capacity;

	private int detailsLength;

	/**
	 * Creates an empty journal.
	 * @param capacity most failures kept at a time, at least 1
	 */
	public InMemoryFailureJournal(int capacity) {
		this.capacity = new JournalCapacity(capacity);
	}

	@Override
	public synchronized boolean add(TaskFailure failure) {
		if (this.failures.size() >= this.capacity.capacity() && !contains(failure)) {
			return this.capacity.refuse();
		}
		remove(failure);
		TaskFailure kept = fitting(failure);
		this.detailsLength += kept.description().details().length();
		this.failures.put(failure.task().taskToken(), kept);
		return true;
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
		TaskFailure removed = this.failures.remove(failure.task().taskToken());
		if (removed != null) {
			this.detailsLength -= removed.description().details().length();
			this.capacity.after(this.failures.size());
		}
	}

	@Override
	public synchronized boolean contains(TaskFailure failure) {
		return this.failures.containsKey(failure.task().taskToken());
	}

	@Override
	public Stream<TaskFailure> failures() {
		return snapshot().stream();
	}

	private synchronized List<TaskFailure> snapshot() {
		return new ArrayList<>(this.failures.values());
	}

	@Override
	public synchronized int size() {
		return this.failures.size();
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
