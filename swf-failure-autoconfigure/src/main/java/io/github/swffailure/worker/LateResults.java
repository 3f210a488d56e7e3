// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Waits for results that are not complete when the handler returns, without blocking a
 * thread if possible.
 */
final class LateResults {

	private static final boolean KOTLIN = ClassUtils.isPresent("kotlin.coroutines.Continuation",
			LateResults.class.getClassLoader());

	private LateResults() {
	}

	/** Ends the run with the result, now or when it is complete. Never throws. */
	static void follow(@Nullable Object result, TaskRun run) {
		try {
			followAny(result, run);
		}
		catch (Throwable ex) {
			run.failed(ex);
		}
	}

	private static void followAny(@Nullable Object returned, TaskRun run) throws Throwable {
		Object result = (KOTLIN && returned != null) ? KotlinCalls.unboxed(returned) : returned;
		if (result instanceof Optional<?> optional) {
			follow(optional.orElse(null), run);
			return;
		}
		if (result instanceof CompletionStage<?> stage) {
			followStage(stage, run);
			return;
		}
		if (KOTLIN && KotlinCalls.follow(result, run)) {
			return;
		}
		ReactiveAdapter adapter = (result != null)
				? ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result) : null;
		if (adapter != null) {
			Publishers.follow(adapter, result, run);
		}
		else if (result instanceof Future<?> future) {
			await(future, run);
		}
		else {
			run.completed(result);
		}
	}

	private static void followStage(CompletionStage<?> stage, TaskRun run) {
		run.stoppedBy(() -> stage.toCompletableFuture().cancel(true));
		stage.whenComplete((value, failure) -> {
			if (failure == null) {
				follow(value, run);
			}
			else {
				run.failed((failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
						: failure);
			}
		});
	}

	/** A plain future has no callback, so the handler's thread waits for it. */
	private static void await(Future<?> future, TaskRun run) {
		run.stoppedBy(() -> future.cancel(true));
		try {
			follow(future.get(), run);
		}
		catch (ExecutionException ex) {
			run.failed((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (Exception ex) {
			run.failed(ex);
		}
	}

	/** Loaded only if a result is reactive. */
	private static final class Publishers {

		static void follow(ReactiveAdapter adapter, @Nullable Object result, TaskRun run) {
			Publisher<Object> publisher = adapter.toPublisher(result);
			publisher.subscribe(new Collector(run, adapter.isMultiValue()));
		}

		/** Collects one value, or all values as a list. */
		private static final class Collector implements Subscriber<Object> {

			private final TaskRun run;

			private final boolean several;

			private final List<Object> values = new ArrayList<>();

			Collector(TaskRun run, boolean several) {
				this.run = run;
				this.several = several;
			}

			@Override
			public void onSubscribe(Subscription subscription) {
				this.run.stoppedBy(() -> {
					subscription.cancel();
					this.run.failed(this.run.cancellation());
				});
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(Object value) {
				this.values.add(value);
			}

			@Override
			public void onError(Throwable failure) {
				this.run.failed(failure);
			}

			@Override
			public void onComplete() {
				LateResults.follow(this.several ? this.values : this.values.isEmpty() ? null : this.values.get(0),
						this.run);
			}

		}

	}

}
