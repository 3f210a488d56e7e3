package io.github.swffailure.aspect;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ReportOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;

/**
 * What the caller of a handler gets, once the method has returned or thrown.
 */
final class HandlerResults {

	private static final Set<ReportOutcome> SETTLED = EnumSet.of(ReportOutcome.REPORTED, ReportOutcome.TASK_CLOSED,
			ReportOutcome.CANCELED, ReportOutcome.DEFERRED, ReportOutcome.DENIED);

	private final FailureReports reports;

	private final boolean rethrow;

	HandlerResults(FailureReports reports, boolean rethrow) {
		this.reports = reports;
		this.rethrow = rethrow;
	}

	/** Without a run, since our side failed to begin one, the failure just goes on. */
	@Nullable Object afterThrowing(@Nullable HandlerRun run, Throwable failure) throws Throwable {
		if (run == null) {
			throw failure;
		}
		run.execution().onReturn();
		ReportOutcome outcome = this.reports.end(run, failure);
		if (this.rethrow || !(failure instanceof Exception) || outcome == null || !SETTLED.contains(outcome)
				|| !run.handler().returnsValue()) {
			throw failure;
		}
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return run.handler().emptyResult();
	}

	@Nullable Object afterReturning(HandlerRun run, @Nullable Object result) throws Throwable {
		if (run.enclosed() || result == null) {
			return ended(run, result);
		}
		return switch (ResultKind.of(result)) {
			case PLAIN -> ended(run, result);
			case TEXT -> text(run, (String) result);
			case STAGE -> stage(run, (CompletionStage<?>) result);
			case REACTIVE -> reactive(run, result);
		};
	}

	private static @Nullable Object ended(HandlerRun run, @Nullable Object result) {
		run.execution().onReturn();
		run.execution().onEnd(null);
		return result;
	}

	private @Nullable Object text(HandlerRun run, String result) throws Throwable {
		return afterThrowing(run, new ActivityResultTooLongException(run.handler().name(), result.length()));
	}

	/** The same stage, since the caller may cancel it or know it as a subclass. */
	private Object stage(HandlerRun run, CompletionStage<?> stage) {
		run.execution().onReturn();
		try {
			stage.whenComplete(new ResultSignals(run, this.reports)::onCompletion);
		}
		catch (Throwable ex) {
			OwnFailures.log("The result of activity handler '{}' cannot be followed", run.handler(), ex);
		}
		return stage;
	}

	private @Nullable Object reactive(HandlerRun run, Object result) {
		run.execution().onReturn();
		try {
			ReactiveAdapter adapter = run.handler().reactiveAdapter();
			Object followed = (adapter != null)
					? ReactiveResults.follow(adapter, result, new ResultSignals(run, this.reports)) : result;
			if (followed != result && run.handler().result().isInstance(followed)) {
				return followed;
			}
		}
		catch (Throwable ex) {
			OwnFailures.log("The result of activity handler '{}' cannot be followed", run.handler(), ex);
		}
		run.execution().onEnd(null);
		return result;
	}

}
