// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.aspect.CancellationRequests;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.support.TaskFailureListeners;
import io.github.swffailure.worker.ActivityWorker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the answers of the worker in the same way as all reports.
 *
 * @param line delivers completions
 * @param reporter reports failures
 * @param inFlight records running tasks, {@code null} if they are not tracked
 * @param cancellations remembers tasks that should end early, if available
 * @param clock gives completions their time
 */
record WorkerAnswers(DeliveryLine line, TaskFailureReporter reporter, @Nullable InFlightTasks inFlight,
		@Nullable CancellationRequests cancellations, Clock clock) implements ActivityWorker.Answers {

	private static final Logger logger = LoggerFactory.getLogger(WorkerAnswers.class);

	@Override
	public Execution taken(ActivityTask task) {
		try {
			return (this.inFlight != null) ? this.inFlight.onTaken(task) : Execution.NONE;
		}
		catch (Throwable ex) {
			TaskFailureListeners.call(logger,
					(log) -> log.error(
							"The start of {} could not be recorded: if this worker dies, the task is not reported",
							task, ex));
			return Execution.NONE;
		}
	}

	@Override
	public ReportOutcome completed(ActivityTask task, @Nullable String result) {
		return this.line.deliver(new TaskCompletion(task, result, this.clock.instant().truncatedTo(ChronoUnit.MILLIS)));
	}

	@Override
	public ReportOutcome failed(ActivityTask task, Throwable failure) {
		return this.reporter.report(task, failure);
	}

	@Override
	public void cancelRequested(ActivityTask task) {
		if (this.cancellations != null) {
			this.cancellations.add(task);
		}
	}

}
