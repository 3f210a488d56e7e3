// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.aspect.HandlerTasks.Run;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the failures of handlers to the reporter.
 */
final class FailureReports {

	private static final Logger logger = LoggerFactory.getLogger(FailureReports.class);

	private final Collaborators collaborators;

	private final RunningHandlers running;

	private final TaskFailureListeners listeners;

	private final Set<HandlerMethod> withoutTask = ConcurrentHashMap.newKeySet();

	FailureReports(Collaborators collaborators, RunningHandlers running) {
		this.collaborators = collaborators;
		this.running = running;
		this.listeners = new TaskFailureListeners(collaborators::failureListeners);
	}

	/**
	 * Ends a run with a failure.
	 * @return the outcome of the report, or {@code null} if there is none, because an
	 * enclosing handler will report the task or this library failed
	 */
	@Nullable ReportOutcome end(Run run, Throwable failure) {
		if (run.enclosed()) {
			return null;
		}
		Throwable reported = failure;
		ReportOutcome outcome = null;
		try {
			this.running.add(run);
			reported = asReported(run.task(), failure);
			outcome = report(run, reported);
		}
		catch (Throwable ex) {
			InternalErrors.logWithoutMessages("The failure of activity handler '{}' could not be reported: {}",
					run.handler(), ex);
		}
		this.running.remove(run);
		if (outcome == null || outcome == ReportOutcome.EXPIRED) {
			run.lost(reported);
		}
		else {
			run.ended(reported);
		}
		return outcome;
	}

	private ReportOutcome report(Run run, Throwable failure) {
		if (run.task() == null) {
			reportMissingTask(run.handler(), failure);
			return ReportOutcome.NO_TASK;
		}
		return this.collaborators.reporter().report(run.task(), failure);
	}

	private void reportMissingTask(HandlerMethod handler, Throwable failure) {
		if (this.withoutTask.add(handler)) {
			logger.error("Activity handler '{}' has no task to report on: declare a parameter of type "
					+ "PollForActivityTaskResponse or ActivityTask, a @TaskToken String, "
					+ "or bind the task with ActivityTaskContext", handler);
		}
		this.listeners.onNoTask(handler.name(), handler.type(), failure);
	}

	private Throwable asReported(@Nullable ActivityTask task, Throwable failure) {
		Throwable origin = FailureOrigins.unwrap(failure);
		boolean stopped = origin instanceof CancellationException || origin instanceof InterruptedException;
		return (stopped && task != null && isCancellationRequested(task))
				? new ActivityTaskCanceledException(origin.getMessage(), origin) : failure;
	}

	private boolean isCancellationRequested(ActivityTask task) {
		return this.collaborators.cancellationRequests().stream().anyMatch((requests) -> requests.isRequested(task));
	}

	/**
	 * Logs errors of this library during a handler's call. They must not be thrown,
	 * because they would replace the exception of the handler.
	 */
	static final class InternalErrors {

		private InternalErrors() {
		}

		/** Never throws, not even without stack or memory to log with. */
		static void log(String event, Object subject, Throwable failure) {
			try {
				logger.error(event, subject, failure);
			}
			catch (Throwable ex) {
				// The handler's own failure is on its way and says the same
			}
		}

		/**
		 * Logs only the class names of a failure, because its messages may quote the
		 * handler's exception. Never throws.
		 */
		static void logWithoutMessages(String event, Object subject, Throwable failure) {
			try {
				logger.error(event, subject, SafeText.withoutMessages(failure));
			}
			catch (Throwable ex) {
				// The handler's own failure is on its way and says the same
			}
		}

	}

}
