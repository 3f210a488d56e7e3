// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Calls of suspending functions: what these suspended resumes here. Loaded only where a
 * handler is one; the coroutines of kotlinx may be missing.
 */
final class KotlinCalls {

	private static final boolean JOBS = ClassUtils.isPresent("kotlinx.coroutines.CompletableJob",
			KotlinCalls.class.getClassLoader());

	private KotlinCalls() {
	}

	static Object continuation(TaskRun run) {
		return JOBS ? Jobs.continuation(run) : new Resumed(run, EmptyCoroutineContext.INSTANCE, () -> {
		});
	}

	static boolean isSuspended(Object result) {
		return result == IntrinsicsKt.getCOROUTINE_SUSPENDED();
	}

	static boolean isJob(@Nullable Object result) {
		return JOBS && result != null && Jobs.isJob(result);
	}

	static void followJob(Object job, TaskRun run) {
		Jobs.follow((Job) job, run);
	}

	/** Stops what is suspended by the job that it runs in. */
	static void stopWith(Object continuation, TaskRun run) {
		run.stoppedBy(((Resumed) continuation).cancel());
	}

	private static final class Jobs {

		static Continuation<Object> continuation(TaskRun run) {
			CompletableJob job = JobKt.Job(null);
			return new Resumed(run, job, () -> job.cancel(null));
		}

		static boolean isJob(Object result) {
			return result instanceof Job;
		}

		static void follow(Job job, TaskRun run) {
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

	}

	private record Resumed(TaskRun run, CoroutineContext context, Runnable cancel) implements Continuation<Object> {

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
			LateResults.follow(result, this.run);
		}

		@Override
		public @Nullable String toString() {
			return "continuation of " + this.run.task();
		}

	}

}
