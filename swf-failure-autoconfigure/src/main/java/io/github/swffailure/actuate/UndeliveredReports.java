// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskReport;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Report;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Undelivered;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.Waiting;
import io.github.swffailure.support.BoundedMap;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The reports that SWF has not accepted yet, with the outcome of their last attempt.
 * <p>
 * Remembers the outcomes of {@value #MAX_REMEMBERED} reports, in at most 2 MB. Safe for
 * use by several threads.
 */
public final class UndeliveredReports implements TaskFailureListener {

	static final int MAX_REMEMBERED = 10_000;

	private static final String NOT_TRIED = "not-tried";

	private static final int ID_LENGTH = 16;

	private final Map<String, LastAttempt> attempts = BoundedMap.of(MAX_REMEMBERED);

	private final FailureJournal journal;

	private final Clock clock;

	private volatile boolean denied;

	/**
	 * Creates the view of a journal.
	 * @param journal the journal
	 * @param clock by which the age of reports is counted
	 */
	public UndeliveredReports(FailureJournal journal, Clock clock) {
		this.journal = journal;
		this.clock = clock;
	}

	FailureJournal journal() {
		return this.journal;
	}

	Clock clock() {
		return this.clock;
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		attempted(failure, delivery);
	}

	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		attempted(completion, delivery);
	}

	private void attempted(TaskReport report, Delivery delivery) {
		ReportOutcome outcome = delivery.outcome();
		remember(id(report), outcome.isFinal() ? null : new LastAttempt(outcome, report.time()));
		if (outcome == ReportOutcome.DENIED) {
			this.denied = true;
		}
		else if (outcome.isFinal() && outcome != ReportOutcome.EXPIRED) {
			this.denied = false;
		}
	}

	/**
	 * Whether SWF has denied the last report, and a report waits until that is fixed.
	 */
	boolean denied() {
		return this.denied && this.journal.size() > 0;
	}

	Undelivered report(int limit) {
		int count = this.journal.size();
		List<Report> oldest = oldest(limit);
		Duration oldestAge = oldest.isEmpty() ? null : oldest.get(0).age();
		return new Undelivered(count, oldestAge, denied(), byOutcome(count), oldest);
	}

	Report report(TaskReport report) {
		return report(report, lastOutcome(report));
	}

	private Report report(TaskReport report, @Nullable ReportOutcome last) {
		TaskFailure failure = (report instanceof TaskFailure kept) ? kept : null;
		return new Report(id(report), report.task().toString(),
				(failure != null) ? failure.description().reason() : null,
				(failure != null) ? failure.origin().exceptionType() : null,
				(failure != null) ? failure.origin().fingerprint() : null, report.time(), age(report.time()),
				(last != null) ? last.id() : NOT_TRIED);
	}

	List<Report> expired(int limit) {
		try (Stream<TaskReport> expired = this.journal.expired()) {
			return expired.limit(limit).map((report) -> report(report, ReportOutcome.EXPIRED)).toList();
		}
	}

	/**
	 * Keeps an expired report again; {@code null} if it is unknown or there is no room.
	 */
	@Nullable TaskReport requeue(String id) {
		TaskReport found = find(id, this.journal.expired());
		return (found != null && this.journal.requeue(found)) ? found : null;
	}

	private List<Report> oldest(int limit) {
		try (Stream<TaskReport> kept = this.journal.reports()) {
			return kept.limit(limit).map(this::report).toList();
		}
	}

	private List<Waiting> byOutcome(int count) {
		SortedMap<ReportOutcome, List<LastAttempt>> tried = lastAttempts().stream()
			.collect(Collectors.groupingBy(LastAttempt::outcome, TreeMap::new, Collectors.toList()));
		List<Waiting> waiting = new ArrayList<>();
		tried.forEach((outcome, attempts) -> waiting.add(waiting(outcome, attempts)));
		int notTried = count - waiting.stream().mapToInt(Waiting::count).sum();
		if (notTried > 0) {
			waiting.add(new Waiting(NOT_TRIED, notTried, null));
		}
		return waiting;
	}

	private Waiting waiting(ReportOutcome outcome, List<LastAttempt> attempts) {
		Instant oldest = attempts.stream().map(LastAttempt::failed).min(Instant::compareTo).orElseThrow();
		return new Waiting(outcome.id(), attempts.size(), age(oldest));
	}

	/** Never negative, even if the clock was set back. */
	Duration age(Instant time) {
		Duration age = Duration.between(time, this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	@Nullable TaskReport find(String id) {
		return find(id, this.journal.reports());
	}

	private static @Nullable TaskReport find(String id, Stream<TaskReport> reports) {
		try (reports) {
			return reports.filter((report) -> id(report).equals(id)).findFirst().orElse(null);
		}
	}

	void discard(TaskReport report) {
		this.journal.remove(report);
		remember(id(report), null);
	}

	@Nullable ReportOutcome lastOutcome(TaskReport report) {
		LastAttempt last = this.attempts.get(id(report));
		return (last != null) ? last.outcome() : null;
	}

	List<LastAttempt> lastAttempts() {
		if (this.journal.size() == 0) {
			this.attempts.clear();
		}
		synchronized (this.attempts) {
			return new ArrayList<>(this.attempts.values());
		}
	}

	private void remember(String id, @Nullable LastAttempt last) {
		synchronized (this.attempts) {
			this.attempts.remove(id);
			if (last != null) {
				this.attempts.put(id, last);
			}
		}
	}

	/** Identifies a report without its task token. */
	static String id(TaskReport report) {
		return SafeText.tokenHash(report.task(), ID_LENGTH);
	}

	record LastAttempt(ReportOutcome outcome, Instant failed) {

	}

}
