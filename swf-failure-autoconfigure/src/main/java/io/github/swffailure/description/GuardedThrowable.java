// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;
import java.util.function.Consumer;

import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Reads exceptions whose own methods may throw.
 */
final class GuardedThrowable {

	private static final StackTraceElement[] NO_FRAMES = {};

	private GuardedThrowable() {
	}

	static @Nullable String message(Throwable failure) {
		try {
			return failure.getMessage();
		}
		catch (Throwable ex) {
			return "[getMessage() threw " + ex.getClass().getName() + "]";
		}
	}

	/**
	 * The cause.
	 * @param failure the exception
	 * @param onError called with a note if the cause cannot be read
	 */
	static @Nullable Throwable cause(Throwable failure, Consumer<String> onError) {
		try {
			return FailureOrigins.causeOf(failure);
		}
		catch (Throwable ex) {
			onError.accept("getCause() threw " + ex.getClass().getName());
			return null;
		}
	}

	/** Suppressed exceptions, and further components and next exceptions. */
	static List<Throwable> suppressed(Throwable failure) {
		try {
			return FailureOrigins.suppressedBy(failure);
		}
		catch (Throwable ex) {
			return List.of(failure.getSuppressed());
		}
	}

	static StackTraceElement[] frames(Throwable failure) {
		try {
			StackTraceElement[] frames = failure.getStackTrace();
			return isComplete(frames) ? frames : NO_FRAMES;
		}
		catch (Throwable ex) {
			return NO_FRAMES;
		}
	}

	@SuppressWarnings("ConstantConditions") // an exception may override getStackTrace()
	private static boolean isComplete(StackTraceElement @Nullable [] frames) {
		if (frames == null) {
			return false;
		}
		for (StackTraceElement frame : frames) {
			if (frame == null) {
				return false;
			}
		}
		return true;
	}

}
