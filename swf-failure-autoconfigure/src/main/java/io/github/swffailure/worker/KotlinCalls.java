// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityTaskContext;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.jvm.JvmInline;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.ThreadContextElement;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Calls suspending functions, and follows {@code Job} and {@code Flow}. A suspended
 * function continues on {@code Dispatchers.IO}, with its task bound and the MDC of its
 * start. Loaded only if Kotlin is on the class path; the coroutines of kotlinx may be
 * missing.
 */
final class KotlinCalls {

	private static final boolean COROUTINES = ClassUtils.isPresent("kotlinx.coroutines.CompletableJob",
			KotlinCalls.class.getClassLoader());

	private KotlinCalls() {
	}

	static Object continuation(TaskRun run) {
		run.keepMdc();
		return COROUTINES ? Coroutines.continuation(run, UnaryOperator.identity())
				: new Resumed(run, EmptyCoroutineContext.INSTANCE, () -> {
				}, UnaryOperator.identity());
	}

	static boolean isSuspended(Object result) {
		return result == IntrinsicsKt.getCOROUTINE_SUSPENDED();
	}

	/** A stop cancels the job of the suspended function. */
	static void stopWith(Object continuation, TaskRun run) {
		run.stoppedBy(((Resumed) continuation).cancel());
	}

	/**
	 * The content of a value class of the application; any other value unchanged.
	 * @throws Throwable the exception of a failed {@code Result}
	 */
	static @Nullable Object unboxed(Object value) throws Throwable {
		Class<?> type = value.getClass();
		boolean ofApplication = type == Result.class || !type.getName().startsWith("kotlin.");
		Method unbox = (ofApplication && type.isAnnotationPresent(JvmInline.class))
				? ReflectionUtils.findMethod(type, "unbox-impl") : null;
		Object unboxed = (unbox != null) ? ReflectionUtils.invokeMethod(unbox, value) : value;
		ResultKt.throwOnFailure(unboxed);
		return unboxed;
	}

	/**
	 * Follows a job or flow.
	 * @return {@code false} if the result is neither
	 */
	static boolean follow(@Nullable Object result, TaskRun run) {
		return COROUTINES && Coroutines.follow(result, run);
	}

	private static final class Coroutines {

		static Resumed continuation(TaskRun run, UnaryOperator<@Nullable Object> value) {
			CompletableJob job = JobKt.Job(null);
			CoroutineContext context = job.plus(Dispatchers.getIO()).plus(new Bound(run));
			return new Resumed(run, context, () -> job.cancel(null), value);
		}

		static boolean follow(@Nullable Object result, TaskRun run) {
			if (result instanceof Job job) {
				follow(job, run);
			}
			else if (result instanceof Flow<?> flow) {
				follow(flow, run);
			}
			else {
				return false;
			}
			return true;
		}

		private static void follow(Job job, TaskRun run) {
			run.stoppedBy(() -> job.cancel(null));
			job.invokeOnCompletion((failure) -> {
				if (failure != null) {
					run.failed(failure);
				}
				else {
					LateResults.follow((job instanceof Deferred<?> deferred) ? deferred.getCompleted() : null, run);
				}
				return Unit.INSTANCE;
			});
		}

		private static void follow(Flow<?> flow, TaskRun run) {
			List<@Nullable Object> values = new ArrayList<>();
			Resumed end = continuation(run, (unit) -> values);
			run.stoppedBy(end.cancel());
			Object result = flow.collect((value, next) -> {
				values.add(value);
				return Unit.INSTANCE;
			}, end);
			if (!isSuspended(result)) {
				end.resumeWith(result);
			}
		}

	}

	/** Binds the task to each thread on which its coroutine is resumed. */
	@SuppressWarnings("serial")
	private static final class Bound extends AbstractCoroutineContextElement implements ThreadContextElement<Runnable> {

		private static final CoroutineContext.Key<Bound> KEY = new CoroutineContext.Key<>() {
		};

		private final transient TaskRun run;

		Bound(TaskRun run) {
			super(KEY);
			this.run = run;
		}

		@Override
		public Runnable updateThreadContext(CoroutineContext context) {
			Map<String, String> before = MDC.getCopyOfContextMap();
			ActivityTaskContext.Scope scope = ActivityTaskContext.bind(this.run.task());
			set(this.run.mdc());
			return () -> {
				scope.close();
				set(before);
			};
		}

		private static void set(@Nullable Map<String, String> mdc) {
			MDC.setContextMap((mdc != null) ? mdc : Map.of());
		}

		@Override
		public void restoreThreadContext(CoroutineContext context, Runnable restoration) {
			restoration.run();
		}

	}

	private record Resumed(TaskRun run, CoroutineContext context, Runnable cancel,
			UnaryOperator<@Nullable Object> value) implements Continuation<Object> {

		@Override
		public CoroutineContext getContext() {
			return this.context;
		}

		@Override
		public void resumeWith(Object result) {
			try {
				ResultKt.throwOnFailure(result);
			}
			catch (Throwable failure) {
				this.run.failed(failure);
				return;
			}
			LateResults.follow(this.value.apply(result), this.run);
		}

		@Override
		public @Nullable String toString() {
			return "continuation of " + this.run.task();
		}

	}

}
