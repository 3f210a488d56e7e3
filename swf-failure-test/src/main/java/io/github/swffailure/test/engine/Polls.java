package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.test.protocol.Members;

/**
 * Long polls: a poll waits in a task list, without a thread, until a task or the end of
 * its time comes.
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

}
