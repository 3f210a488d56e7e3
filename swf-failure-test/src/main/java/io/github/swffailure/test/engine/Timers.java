// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.HashMap;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * The open timers of one execution.
 */
final class Timers {

	private static final int MOST_OPEN = 1000;

	private final Execution execution;

	private final Map<String, Timer> open = new HashMap<>();

	Timers(Execution execution) {
		this.execution = execution;
	}

	void start(Members attributes, long decisionTaskCompletedEventId) {
		String timerId = attributes.string("timerId");
		String cause = refusal(timerId);
		if (cause != null) {
			refuse("StartTimerFailed", timerId, cause, decisionTaskCompletedEventId);
			return;
		}
		long eventId = this.execution.add("TimerStarted",
				Fields.of("timerId", timerId)
					.and(attributes.only("startToFireTimeout", "control"))
					.and("decisionTaskCompletedEventId", decisionTaskCompletedEventId));
		this.open.put(timerId,
				new Timer(eventId,
						this.execution.region()
							.deadlines()
							.after(attributes.string("startToFireTimeout"), () -> fire(timerId, eventId))));
	}

	private @Nullable String refusal(String timerId) {
		if (this.open.containsKey(timerId)) {
			return "TIMER_ID_ALREADY_IN_USE";
		}
		if (this.open.size() >= MOST_OPEN) {
			return "OPEN_TIMERS_LIMIT_EXCEEDED";
		}
		return this.execution.region().buckets().allow("StartTimer") ? null : "TIMER_CREATION_RATE_EXCEEDED";
	}

	private void fire(String timerId, long startedEventId) {
		this.open.remove(timerId);
		this.execution.addForDecider("TimerFired", Fields.of("timerId", timerId).and("startedEventId", startedEventId));
	}

	void cancel(Members attributes, long decisionTaskCompletedEventId) {
		String timerId = attributes.string("timerId");
		Timer timer = this.open.remove(timerId);
		if (timer == null) {
			refuse("CancelTimerFailed", timerId, "TIMER_ID_UNKNOWN", decisionTaskCompletedEventId);
			return;
		}
		this.execution.region().deadlines().cancel(timer.deadline());
		this.execution.add("TimerCanceled",
				Fields.of("timerId", timerId)
					.and("startedEventId", timer.startedEventId())
					.and("decisionTaskCompletedEventId", decisionTaskCompletedEventId));
	}

	private void refuse(String eventType, String timerId, String cause, long decisionTaskCompletedEventId) {
		this.execution.decisionTasks()
			.refuse(eventType,
					Fields.of("timerId", timerId)
						.and("cause", cause)
						.and("decisionTaskCompletedEventId", decisionTaskCompletedEventId));
	}

	void discard() {
		this.open.values().forEach((timer) -> this.execution.region().deadlines().cancel(timer.deadline()));
		this.open.clear();
	}

	int size() {
		return this.open.size();
	}

	/**
	 * A timer and when it fires.
	 */
	record Timer(long startedEventId, Deadlines.Deadline deadline) {
	}

}
