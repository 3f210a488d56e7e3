// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.aspect.FailureReports.InternalErrors;
import io.github.swffailure.aspect.HandlerTasks.Run;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Decides what the caller of a handler gets after the method has returned or thrown.
 */
final class HandlerResults {

	private static final Set<ReportOutcome> SETTLED = EnumSet.of(ReportOutcome.REPORTED, ReportOutcome.TASK_CLOSED,
			ReportOutcome.CANCELED);

	private final FailureReports reports;

	private final RunningHandlers running;

	private final boolean rethrow;

	HandlerResults(FailureReports reports, RunningHandlers running, boolean rethrow) {
		this.reports = reports;
		this.running = running;
		this.rethrow = rethrow;
	}

	/** An enclosed handler is not followed, because the enclosing one is. */
	@Nullable Object proceedSuspending(Run run, MethodInvocation invocation) throws Throwable {
		return run.enclosed() ? invocation.proceed() : KotlinResults.proceed(invocation, signals(run));
	}

	private ResultSignals signals(Run run) {
		return new ResultSignals(run, this.reports, this.running);
	}

	/** Without a run, because finding the task failed, the failure is only rethrown. */
	@Nullable Object afterThrowing(@Nullable Run run, Throwable failure) throws Throwable {
		if (run == null) {
			throw failure;
		}
		run.returned();
		ReportOutcome outcome = this.reports.end(run, failure);
		if (this.rethrow || !(failure instanceof Exception) || outcome == null || !SETTLED.contains(outcome)
				|| run.handler().suspending() || Kind.ofType(run.handler().result()) != Kind.COMPLETE) {
			throw failure;
		}
		if (failure instanceof InterruptedException) {
			Thread.currentThread().interrupt();
		}
		return run.handler().emptyResult();
	}

	@Nullable Object afterReturning(Run run, Kind kind, @Nullable Object result) throws Throwable {
		if (kind == Kind.SUSPENDED) {
			run.returned();
			return result;
		}
		if (result == null || kind == Kind.COMPLETE || run.enclosed()) {
			run.returned();
			run.ended(null);
			return result;
		}
		ActivityResultTooLongException refusal = signals(run).refusal(result);
		if (refusal != null) {
			return afterThrowing(run, refusal);
		}
		run.returned();
		try {
			return follow(kind, result, signals(run));
		}
		catch (Throwable ex) {
			InternalErrors.log("The result of activity handler '{}' cannot be followed", run.handler(), ex);
			run.ended(null);
			return result;
		}
	}

	static @Nullable Object follow(Kind kind, @Nullable Object result, ResultSignals signals) {
		if (result == null) {
			signals.onEnd();
			return null;
		}
		return switch (kind) {
			case REACTIVE -> ReactiveResults.follow(result, signals);
			case JOB -> KotlinResults.followJob(result, signals);
			case FLOW -> declared(KotlinResults.followFlow(result, signals), result, signals);
			case STAGE -> followStage((CompletionStage<?>) result, signals);
			default -> {
				signals.onValue(result);
				signals.onEnd();
				yield result;
			}
		};
	}

	/**
	 * Returns the followed result if it is of the declared type, or if Spring will
	 * convert it for a suspending function; otherwise the original result, which is not
	 * followed.
	 */
	static Object declared(Object followed, Object result, ResultSignals signals) {
		HandlerMethod handler = signals.run().handler();
		if (handler.result().isInstance(followed) || (handler.suspending() && !handler.result().isInstance(result))) {
			return followed;
		}
		signals.onEnd();
		return result;
	}

	private static Object followStage(CompletionStage<?> stage, ResultSignals signals) {
		signals.onStart();
		try {
			// The same stage, because the caller may cancel it or expect a subclass
			stage.whenComplete(signals::onCompletion);
			return stage;
		}
		catch (Throwable ex) {
			signals.onStop();
			throw ex;
		}
	}

	/** What a handler returns. */
	enum Kind {

		/** A value that needs no further check. */
		COMPLETE,

		/** A text, or a value class that may hold one, whose length SWF limits. */
		TEXT,

		/** A {@link CompletionStage}, which may fail later. */
		STAGE,

		/** A reactive type, which may fail after somebody subscribes to it. */
		REACTIVE,

		/** Kotlin's counterparts; a flow may fail each time it is collected. */
		JOB, FLOW,

		/** A {@code Result} of Kotlin that has failed. */
		FAILED,

		/** The result will be passed to the continuation of the call. */
		SUSPENDED,

		/** A {@link Future}, which may fail later without notifying anyone. */
		FUTURE;

		private static final ClassValue<Kind> KINDS = new ClassValue<>() {

			@Override
			protected Kind computeValue(Class<?> type) {
				if (CompletionStage.class.isAssignableFrom(type)) {
					return STAGE;
				}
				if (KotlinResults.isJob(type) || KotlinResults.isFlow(type)) {
					return KotlinResults.isJob(type) ? JOB : FLOW;
				}
				if (KotlinResults.isSuspended(type)) {
					return SUSPENDED;
				}
				if (isReactive(type)) {
					return REACTIVE;
				}
				if (ValueClasses.isResult(type)) {
					return FAILED;
				}
				if (CharSequence.class.isAssignableFrom(type) || ValueClasses.contains(type)) {
					return TEXT;
				}
				return Future.class.isAssignableFrom(type) ? FUTURE : COMPLETE;
			}

		};

		static Kind of(@Nullable Object result) {
			if (result == null) {
				return COMPLETE;
			}
			Kind kind = KINDS.get(result.getClass());
			if (kind == TEXT || (kind == FAILED && ValueClasses.failureIn(result) == null)) {
				return isTooLong(result) ? TEXT : COMPLETE;
			}
			return (kind != FUTURE) ? kind : COMPLETE;
		}

		static Kind ofType(Class<?> type) {
			Kind kind = KINDS.get(type);
			return (kind != TEXT && kind != FAILED) ? kind : COMPLETE;
		}

		/** Whether the followed result would no longer be of the declared type. */
		static boolean isTooNarrow(Class<?> type) {
			Kind kind = KINDS.get(type);
			if (kind == REACTIVE) {
				ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
				return adapter != null && !type.isAssignableFrom(adapter.getReactiveType())
						&& !ReactiveResults.isOfReactor(type);
			}
			return kind == FLOW && !KotlinResults.isAnyFlow(type);
		}

		private static boolean isTooLong(Object text) {
			return lengthOf(text) > ActivityResultTooLongException.MAX_RESULT_LENGTH;
		}

		static int lengthOf(@Nullable Object value) {
			Object text = (value == null || value instanceof CharSequence) ? value : ValueClasses.unboxed(value);
			return (text instanceof CharSequence characters) ? characters.length() : 0;
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

}
