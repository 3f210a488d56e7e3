// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;

/**
 * A failure on its way to SWF, as it is kept, delivered and passed to listeners; also a
 * cancellation that the handler acknowledged, which is delivered the same way.
 *
 * @param task the task
 * @param description the two texts for SWF
 * @param origin where the failure came from
 * @param time when the handler failed
 * @since 0.1
 */
public record TaskFailure(ActivityTask task, FailureDescription description, FailureOrigin origin,
		Instant time) implements TaskReport {

	@Override
	public TaskFailure at(Instant newTime) {
		return new TaskFailure(this.task, this.description, this.origin, newTime);
	}

}
