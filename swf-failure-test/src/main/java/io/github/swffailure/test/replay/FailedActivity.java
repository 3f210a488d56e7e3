// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.replay;

import java.util.Map;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.NewActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.history.WorkflowHistory;
import org.jspecify.annotations.Nullable;

/**
 * An activity that failed, with what a test needs to run it again.
 *
 * @param name the name of its type
 * @param version the version of its type
 * @param activityId its activity id
 * @param input what the handler got, {@code null} if nothing
 * @param reason what the worker reported, if anything
 * @param details what the worker reported, if anything
 */
public record FailedActivity(String name, String version, String activityId, @Nullable String input,
		@Nullable String reason, @Nullable String details) {

	static FailedActivity of(WorkflowHistory history, HistoryEvent failed) {
		HistoryEvent scheduled = history.event(failed.number("scheduledEventId"))
			.orElseThrow(() -> new IllegalArgumentException("The history lacks event "
					+ failed.number("scheduledEventId") + ", which scheduled the activity that failed with event "
					+ failed.eventId() + ": record the whole history"));
		Map<?, ?> type = (Map<?, ?>) scheduled.attributes().getOrDefault("activityType", Map.of());
		return new FailedActivity(String.valueOf(type.get("name")), String.valueOf(type.get("version")),
				String.valueOf(scheduled.string("activityId")), scheduled.string("input"), failed.string("reason"),
				failed.string("details"));
	}

	/**
	 * Calls a handler with the input, in this thread.
	 * @param handler takes the input, an empty text if there was none
	 * @param <R> what the handler returns
	 * @return what the handler returned
	 * @throws Exception what the handler threw
	 */
	public <R> @Nullable R replay(Handler<R> handler) throws Exception {
		return handler.handle((this.input != null) ? this.input : "");
	}

	/**
	 * Begins the same activity task on an endpoint, for a handler that wants a task, or a
	 * worker that polls: its type, activity id and input.
	 * @param swf the endpoint
	 * @return the task, to be scheduled or started
	 */
	public NewActivityTask on(EmbeddedSwf swf) {
		NewActivityTask task = swf.activityTask(this.name, this.version).activityId(this.activityId);
		return (this.input != null) ? task.input(this.input) : task;
	}

	/**
	 * A handler of activities, as far as its input is concerned.
	 *
	 * @param <R> what it returns
	 */
	@FunctionalInterface
	public interface Handler<R> {

		/**
		 * Handles an activity.
		 * @param input its input
		 * @return its result
		 * @throws Exception if it fails
		 */
		@Nullable R handle(String input) throws Exception;

	}

}
