// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A result on its way to SWF. {@link #toString()} omits the result, which may hold data
 * that must not be logged.
 *
 * @param task the task
 * @param result the result for the workflow, at most
 * {@value ActivityResultTooLongException#MAX_RESULT_LENGTH} characters; {@code null} if
 * the handler has no result
 * @param time when the handler ended
 * @since 0.1
 */
public record TaskCompletion(ActivityTask task, @Nullable String result, Instant time) implements TaskReport {

	public TaskCompletion {
		int length = (result != null) ? result.length() : 0;
		Assert.isTrue(length <= ActivityResultTooLongException.MAX_RESULT_LENGTH, () -> "SWF accepts at most "
				+ ActivityResultTooLongException.MAX_RESULT_LENGTH + " characters of a result but got " + length);
	}

	@Override
	public String toString() {
		return "completion of " + this.task;
	}

	@Override
	public TaskCompletion at(Instant newTime) {
		return new TaskCompletion(this.task, this.result, newTime);
	}

}
