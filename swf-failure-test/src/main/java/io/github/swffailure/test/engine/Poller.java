package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A poll that waits: no thread, only an answer to come.
 *
 * @param <T> the kind of task it waits for
 */
final class Poller<T extends Task> {

	private final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();

	private final Function<T, Map<String, Object>> start;

	private final Map<String, Object> noTask;

	private @Nullable Future<?> end;

	Poller(Function<T, Map<String, Object>> start, Map<String, Object> noTask) {
		this.start = start;
		this.noTask = noTask;
	}

	CompletableFuture<Map<String, Object>> answer() {
		return this.answer;
	}

	void endedBy(Future<?> end) {
		this.end = end;
	}

	void hand(T task) {
		if (this.end != null) {
			this.end.cancel(false);
		}
		this.answer.complete(this.start.apply(task));
	}

	void release() {
		this.answer.complete(this.noTask);
	}

}
