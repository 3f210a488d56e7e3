package io.github.swffailure.actuate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;

/**
 * Knows what SWF has not been told yet: the journal, and how the last attempt ended.
 * <p>
 * Remembers the last outcomes of {@value #MAX_REMEMBERED} reports, which takes at most 2
 * MB. Safe for use by several threads.
 */
public final class UndeliveredReports implements TaskFailureListener {

	/** Most reports of which the last outcome is remembered. */
	public static final int MAX_REMEMBERED = 10_000;

	private final Map<String, LastAttempt> attempts = new LinkedHashMap<>();

	private final FailureJournal journal;

	private volatile boolean denied;

	/**
	 * Creates the view of a journal.
	 * @param journal keeps what is undelivered
	 */
	public UndeliveredReports(FailureJournal journal) {
		this.journal = journal;
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		ReportOutcome outcome = delivery.outcome();
		remember(ReportId.of(failure), outcome.isFinal() ? null : new LastAttempt(outcome, failure.time()));
		if (outcome == ReportOutcome.DENIED) {
			this.denied = true;
		}
		else if (outcome.isFinal() && outcome != ReportOutcome.EXPIRED) {
			this.denied = false;
		}
	}

	/**
	 * Whether SWF has last said that this worker may not report, and something waits for
	 * that to be mended.
	 * @return whether an operator has to act
	 */
	public boolean denied() {
		return this.denied && this.journal.size() > 0;
	}

	/**
	 * The reports that have waited longest.
	 * @param limit how many at most
	 * @return the reports, the oldest first, with the outcomes of their last attempts
	 */
	List<TaskFailure> oldest(int limit) {
		try (Stream<TaskFailure> kept = this.journal.failures()) {
			return kept.limit(limit).toList();
		}
	}

	@Nullable TaskFailure find(String id) {
		Predicate<TaskFailure> wanted = (failure) -> ReportId.of(failure).equals(id);
		try (Stream<TaskFailure> kept = this.journal.failures()) {
			return kept.filter(wanted).findFirst().orElse(null);
		}
	}

	void discard(TaskFailure failure) {
		this.journal.remove(failure);
		remember(ReportId.of(failure), null);
	}

	int size() {
		return this.journal.size();
	}

	synchronized @Nullable ReportOutcome lastOutcome(TaskFailure failure) {
		LastAttempt last = this.attempts.get(ReportId.of(failure));
		return (last != null) ? last.outcome() : null;
	}

	synchronized List<LastAttempt> lastAttempts() {
		if (this.journal.size() == 0) {
			this.attempts.clear();
		}
		return new ArrayList<>(this.attempts.values());
	}

	private synchronized void remember(String id, @Nullable LastAttempt last) {
		this.attempts.remove(id);
		if (last != null) {
			this.attempts.put(id, last);
		}
		if (this.attempts.size() > MAX_REMEMBERED) {
			Iterator<String> eldest = this.attempts.keySet().iterator();
			eldest.next();
			eldest.remove();
		}
	}

	record LastAttempt(ReportOutcome outcome, Instant failed) {

	}

}
