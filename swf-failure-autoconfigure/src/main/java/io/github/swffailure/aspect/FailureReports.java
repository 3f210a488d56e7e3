package io.github.swffailure.aspect;

import java.util.concurrent.CancellationException;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Reports what a handler failed with. Never throws: what our side throws is logged.
 */
final class FailureReports {

	private final ObjectProvider<TaskFailureReporter> reporter;

	private final LazyBeans<CancellationRequests> cancellationRequests;

	private final MissingTasks missingTasks;

	FailureReports(ObjectProvider<TaskFailureReporter> reporter, LazyBeans<CancellationRequests> cancellationRequests,
			MissingTasks missingTasks) {
		this.reporter = reporter;
		this.cancellationRequests = cancellationRequests;
		this.missingTasks = missingTasks;
	}

	/**
	 * Ends a run with a failure.
	 * @return what became of the report, or {@code null} if there was none: an enclosing
	 * handler will see to it, or our side failed
	 */
	@Nullable ReportOutcome end(HandlerRun run, Throwable failure) {
		if (run.enclosed()) {
			return null;
		}
		Throwable reported = failure;
		try {
			reported = asReported(run.task(), failure);
			return report(run, reported);
		}
		catch (Throwable ex) {
			OwnFailures.log("The failure of activity handler '{}' could not be reported", run.handler(), ex);
			return null;
		}
		finally {
			run.execution().onEnd(reported);
		}
	}

	private ReportOutcome report(HandlerRun run, Throwable failure) {
		if (run.task() == null) {
			this.missingTasks.tell(run.handler(), failure);
			return ReportOutcome.NO_TASK;
		}
		return this.reporter.getObject().report(run.task(), failure);
	}

	private Throwable asReported(@Nullable ActivityTask task, Throwable failure) {
		Throwable origin = FailureOrigins.unwrap(failure);
		boolean stopped = origin instanceof CancellationException || origin instanceof InterruptedException;
		return (stopped && task != null && isCancellationRequested(task))
				? new ActivityTaskCanceledException(origin.getMessage(), origin) : failure;
	}

	private boolean isCancellationRequested(ActivityTask task) {
		return this.cancellationRequests.get().stream().anyMatch((requests) -> requests.isRequested(task));
	}

}
