package io.github.swffailure.aspect;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.aspect.FailureReports.InternalErrors;
import io.github.swffailure.aspect.HandlerTasks.Run;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What the caller of a handler gets, once the method has returned or thrown.
 */
final class HandlerResults {

	private static final Set<ReportOutcome> SETTLED = EnumSet.of(ReportOutcome.REPORTED, ReportOutcome.TASK_CLOSED,
			ReportOutcome.CANCELED);

	private final FailureReports reports;

	private final AtomicInteger running;

	private final boolean rethrow;

	HandlerResults(FailureReports reports, AtomicInteger running, boolean rethrow) {
		this.reports = reports;
		this.running = running;
		this.rethrow = rethrow;
	}

	/** Whether nothing can fail any more once the handler has returned this. */
	static boolean isComplete(@Nullable Object result) {
		return Kind.of(result) == Kind.COMPLETE;
	}

	/** Without a run, since our side failed to begin one, the failure just goes on. */
	@Nullable Object afterThrowing(@Nullable Run run, Throwable failure) throws Throwable {
		if (run == null) {
			throw failure;
		}
		run.execution().onReturn();
		ReportOutcome outcome = this.reports.end(run, failure);
		if (this.rethrow || !(failure instanceof Exception) || outcome == null || !SETTLED.contains(outcome)
				|| Kind.ofType(run.handler().result()) != Kind.COMPLETE) {
			throw failure;
		}
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return run.handler().emptyResult();
	}

	@Nullable Object afterReturning(Run run, @Nullable Object result) throws Throwable {
		Kind kind = Kind.of(result);
		if (kind == Kind.COMPLETE || result == null || run.enclosed()) {
			run.execution().onReturn();
			run.execution().onEnd(null);
			return result;
		}
		if (kind == Kind.TOO_LONG) {
			return afterThrowing(run, tooLong(run, ((CharSequence) result).length()));
		}
		run.execution().onReturn();
		try {
			return follow(kind, result, new Signals(run, this.reports, this.running));
		}
		catch (Throwable ex) {
			InternalErrors.log("The result of activity handler '{}' cannot be followed", run.handler(), ex);
			run.execution().onEnd(null);
			return result;
		}
	}

	private static Object follow(Kind kind, Object result, Signals signals) {
		if (kind == Kind.REACTIVE) {
			return ReactiveResults.follow(result, signals);
		}
		signals.onStart();
		try {
			// The same stage, since the caller may cancel it or know it as a subclass
			((CompletionStage<?>) result).whenComplete(signals::onCompletion);
			return result;
		}
		catch (Throwable ex) {
			signals.onStop();
			throw ex;
		}
	}

	private static ActivityResultTooLongException tooLong(Run run, int length) {
		return new ActivityResultTooLongException(run.handler().name(), length);
	}

	/**
	 * What a handler returns.
	 */
	enum Kind {

		/** It is there when the method returns. */
		COMPLETE,

		/** SWF limits the length of a text, and this one exceeds it. */
		TOO_LONG,

		/** It may fail later. */
		STAGE,

		/** It may fail once somebody subscribes to it. */
		REACTIVE,

		/** It may fail later, and nobody is notified when it does. */
		FUTURE;

		private static final ClassValue<Kind> KINDS = new ClassValue<>() {

			@Override
			protected Kind computeValue(Class<?> type) {
				if (CompletionStage.class.isAssignableFrom(type)) {
					return STAGE;
				}
				if (isReactive(type)) {
					return REACTIVE;
				}
				return Future.class.isAssignableFrom(type) ? FUTURE : COMPLETE;
			}

		};

		static Kind of(@Nullable Object result) {
			if (result == null) {
				return COMPLETE;
			}
			if (result instanceof CharSequence text) {
				return isTooLong(text) ? TOO_LONG : COMPLETE;
			}
			Kind kind = KINDS.get(result.getClass());
			return (kind != FUTURE) ? kind : COMPLETE;
		}

		static Kind ofType(Class<?> type) {
			return KINDS.get(type);
		}

		private static boolean isTooLong(CharSequence text) {
			return text.length() > ActivityResultTooLongException.MAX_RESULT_LENGTH;
		}

		private static boolean isReactive(Class<?> type) {
			try {
				return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
			}
			catch (RuntimeException | LinkageError ex) {
				InternalErrors.log("Results of type {} cannot be followed", type, ex);
				return false;
			}
		}

	}

	/**
	 * What becomes of a result that was not complete when the method returned.
	 *
	 * @param run the call
	 * @param reports where its failure goes
	 * @param running counts it while it may fail
	 */
	record Signals(Run run, FailureReports reports, AtomicInteger running) {

		void onStart() {
			this.running.incrementAndGet();
		}

		/** What has started is over, whichever way. */
		void onStop() {
			this.running.decrementAndGet();
		}

		/** A result that SWF would refuse fails the task. */
		void onValue(@Nullable Object value) {
			ActivityResultTooLongException failure = refusal(value);
			if (failure != null) {
				throw failure;
			}
		}

		void onError(Throwable failure) {
			this.reports.end(this.run, failure);
		}

		/** Completed or canceled; nothing is left to do after an error. */
		void onEnd() {
			this.run.execution().onEnd(null);
		}

		void onCompletion(@Nullable Object value, @Nullable Throwable failure) {
			try {
				Throwable failed = (failure != null) ? failure : refusal(value);
				if (failed != null) {
					onError(failed);
				}
				else {
					onEnd();
				}
			}
			finally {
				onStop();
			}
		}

		@Nullable ActivityResultTooLongException refusal(@Nullable Object value) {
			return (value instanceof CharSequence text && Kind.isTooLong(text)) ? tooLong(this.run, text.length())
					: null;
		}

	}

}
