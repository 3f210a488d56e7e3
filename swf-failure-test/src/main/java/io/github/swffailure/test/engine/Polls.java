// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * Long polls. A poll waits in a task list, without a thread, until it gets a task or its
 * time is over.
 */
final class Polls {

	private final Turns turns;

	private final long waitMillis;

	Polls(Turns turns, EngineSettings settings) {
		this.turns = turns;
		this.waitMillis = settings.longPoll().toMillis();
	}

	<T extends Task> CompletableFuture<Map<String, Object>> poll(TaskLists<T> lists, TaskLists.Key key,
			Poller<T> poller) {
		if (this.turns.isOver()) {
			poller.release();
			return poller.answer();
		}
		lists.add(key, poller);
		lists.match();
		if (!poller.answer().isDone()) {
			poller.endedBy(this.turns.schedule(() -> {
				lists.remove(key, poller);
				poller.release();
			}, this.waitMillis, TimeUnit.MILLISECONDS));
		}
		return poller.answer();
	}

	/**
	 * Returns the task list that a request names.
	 * @throws io.github.swffailure.test.protocol.SwfFault if there is no such domain
	 */
	static TaskLists.Key list(Region region, Members request) {
		Domain domain = region.domains().get(request.string("domain"));
		return new TaskLists.Key(domain.name(), request.structure("taskList").string("name"));
	}

	/**
	 * A poll that waits, with the future of its answer.
	 *
	 * @param <T> the kind of task it waits for
	 */
	static final class Poller<T extends Task> {

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

}
