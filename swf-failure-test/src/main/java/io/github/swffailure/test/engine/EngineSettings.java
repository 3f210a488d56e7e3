// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the engine.
 *
 * @param clock the time of every event, timeout and timer
 * @param longPoll how long a poll waits for a task, in real time
 * @param closedExecutions the maximum number of closed executions, whatever the retention
 * of their domains
 * @param quotas how many calls are allowed
 * @param emptyTokens whether a poll that found no task is answered with an empty task
 * token, otherwise with none
 */
public record EngineSettings(Clock clock, Duration longPoll, int closedExecutions, Quotas quotas, boolean emptyTokens) {

	public EngineSettings {
		if (longPoll.isNegative()) {
			throw new IllegalArgumentException("longPoll must not be negative but was '" + longPoll + "'");
		}
		if (closedExecutions < 0) {
			throw new IllegalArgumentException(
					"closedExecutions must not be negative but was '" + closedExecutions + "'");
		}
	}

	/**
	 * Returns settings that differ from those of the service only by the clock.
	 * @param clock the time
	 * @return settings without quotas
	 */
	public static EngineSettings of(Clock clock) {
		return new EngineSettings(clock, Duration.ofMinutes(1), 10_000, Quotas.none(), true);
	}

	public EngineSettings withClock(Clock other) {
		return new EngineSettings(other, this.longPoll, this.closedExecutions, this.quotas, this.emptyTokens);
	}

	public EngineSettings withLongPoll(Duration other) {
		return new EngineSettings(this.clock, other, this.closedExecutions, this.quotas, this.emptyTokens);
	}

	public EngineSettings withClosedExecutions(int other) {
		return new EngineSettings(this.clock, this.longPoll, other, this.quotas, this.emptyTokens);
	}

	public EngineSettings withQuotas(Quotas other) {
		return new EngineSettings(this.clock, this.longPoll, this.closedExecutions, other, this.emptyTokens);
	}

	public EngineSettings withoutEmptyTokens() {
		return new EngineSettings(this.clock, this.longPoll, this.closedExecutions, this.quotas, false);
	}

	Map<String, Object> noTask(String... eventIds) {
		Map<String, Object> answer = new LinkedHashMap<>();
		if (this.emptyTokens) {
			answer.put("taskToken", "");
		}
		for (String eventId : eventIds) {
			answer.put(eventId, 0);
		}
		return answer;
	}

}
