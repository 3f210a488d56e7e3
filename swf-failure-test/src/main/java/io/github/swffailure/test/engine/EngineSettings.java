package io.github.swffailure.test.engine;

import java.time.Clock;
import java.time.Duration;

/**
 * What can be set about the engine.
 *
 * @param clock the time of every event, timeout and timer
 * @param longPoll how long a poll waits for a task, in real time
 * @param closedExecutions most closed executions that are kept, whatever the retention of
 * their domains
 * @param quotas how many calls are allowed
 */
public record EngineSettings(Clock clock, Duration longPoll, int closedExecutions, Quotas quotas) {

	public EngineSettings {
		if (longPoll.isNegative()) {
			throw new IllegalArgumentException("longPoll must not be negative but was '" + longPoll + "'");
		}
		if (closedExecutions < 0) {
			throw new IllegalArgumentException(
					"closedExecutions must not be negative but was '" + closedExecutions + "'");
		}
	}

}
