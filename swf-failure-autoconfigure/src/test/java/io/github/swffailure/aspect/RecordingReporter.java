// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;

/** A reporter that keeps what it is told and answers as it is bidden. */
final class RecordingReporter implements TaskFailureReporter {

	private final List<Report> reports = new CopyOnWriteArrayList<>();

	private volatile ReportOutcome outcome = ReportOutcome.REPORTED;

	@Override
	public ReportOutcome report(ActivityTask task, Throwable failure) {
		this.reports.add(new Report(task, failure));
		return this.outcome;
	}

	void answer(ReportOutcome outcome) {
		this.outcome = outcome;
	}

	List<Report> reports() {
		return this.reports;
	}

	List<Throwable> failures() {
		return this.reports.stream().map(Report::failure).toList();
	}

	List<String> tokens() {
		return this.reports.stream().map((report) -> report.task().taskToken()).toList();
	}

	record Report(ActivityTask task, Throwable failure) {

	}

}
