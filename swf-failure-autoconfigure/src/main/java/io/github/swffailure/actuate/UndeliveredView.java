package io.github.swffailure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.actuate.FailuresReport.Report;
import io.github.swffailure.actuate.FailuresReport.Undelivered;
import io.github.swffailure.actuate.FailuresReport.Waiting;
import io.github.swffailure.actuate.UndeliveredReports.LastAttempt;

/**
 * Puts what is undelivered into the words of the endpoint.
 */
final class UndeliveredView {

	private static final String NOT_TRIED = "not-tried";

	private final UndeliveredReports reports;

	private final Clock clock;

	UndeliveredView(UndeliveredReports reports, Clock clock) {
		this.reports = reports;
		this.clock = clock;
	}

	Undelivered undelivered(int limit) {
		int count = this.reports.size();
		List<Report> oldest = this.reports.oldest(limit).stream().map(this::report).toList();
		Duration oldestAge = oldest.isEmpty() ? null : oldest.get(0).age();
		return new Undelivered(count, oldestAge, this.reports.denied(), byOutcome(count), oldest);
	}

	Report report(TaskFailure failure) {
		ReportOutcome last = this.reports.lastOutcome(failure);
		return new Report(ReportId.of(failure), failure.task().toString(), failure.description().reason(),
				failure.origin().exceptionType(), failure.origin().fingerprint(), failure.time(), age(failure.time()),
				(last != null) ? last.id() : NOT_TRIED);
	}

	private List<Waiting> byOutcome(int count) {
		SortedMap<ReportOutcome, List<LastAttempt>> tried = this.reports.lastAttempts()
			.stream()
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

	private Duration age(Instant time) {
		Duration age = Duration.between(time, this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

}
