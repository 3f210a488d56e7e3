// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;

/**
 * One failure on its way to SWF: what is kept, delivered and passed to listeners. Also a
 * cancellation that the handler answered, which takes the same way.
 *
 * @param task the task
 * @param description the two texts for SWF
 * @param origin what the failure came from
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
