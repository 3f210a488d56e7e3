// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that has stopped because the cancellation of its task was
 * requested: SWF gets {@code RespondActivityTaskCanceled}, and no failure is counted. The
 * message becomes the details of the answer.
 *
 * @since 0.1
 */
public final class ActivityTaskCanceledException extends RuntimeException {

	public ActivityTaskCanceledException() {
		this(null);
	}

	public ActivityTaskCanceledException(@Nullable String details) {
		super(details);
	}

	public ActivityTaskCanceledException(@Nullable String details, @Nullable Throwable cause) {
		super(details, cause);
	}

}
