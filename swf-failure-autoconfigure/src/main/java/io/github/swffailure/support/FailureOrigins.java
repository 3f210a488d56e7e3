package io.github.swffailure.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.FailureOrigin;

/**
 * Finds out where a failure came from.
 */
public final class FailureOrigins {

	private static final int MAX_WRAPPERS = 100;

	private FailureOrigins() {
	}

	/**
	 * The origin of a failure. Never throws, whatever the methods of the exception do.
	 * @param failure what a handler threw, wrappers included
	 * @return its origin
	 */
	public static FailureOrigin of(Throwable failure) {
		Throwable unwrapped = unwrap(failure);
		return new FailureOrigin(unwrapped.getClass().getName(), Fingerprint.of(unwrapped),
				unwrapped instanceof ActivityTaskCanceledException);
	}

	/**
	 * Takes off the wrappers that say nothing of their own:
	 * {@link InvocationTargetException}, {@link UndeclaredThrowableException},
	 * {@link CompletionException} and {@link ExecutionException} with a cause.
	 * @param failure what a handler threw
	 * @return the exception within
	 */
	public static Throwable unwrap(Throwable failure) {
		Throwable unwrapped = failure;
		for (int i = 0; i < MAX_WRAPPERS && isWrapper(unwrapped); i++) {
			Throwable cause = unwrapped.getCause();
			if (cause == null) {
				return unwrapped;
			}
			unwrapped = cause;
		}
		return unwrapped;
	}

	private static boolean isWrapper(Throwable failure) {
		Class<?> type = failure.getClass();
		return type == CompletionException.class || type == ExecutionException.class
				|| type == InvocationTargetException.class || type == UndeclaredThrowableException.class;
	}

	/**
	 * The name of a class as {@link FailureOrigin#simpleName()} has it.
	 * @param className the name as {@link Class#getName()} has it
	 * @return for example {@code SQLException}, or {@code Payments$1}
	 */
	public static String simpleName(String className) {
		return new FailureOrigin(className, "", false).simpleName();
	}

	/**
	 * Whether a frame is of the application.
	 * @param frame a frame of a stack trace
	 * @return {@code false} for the JDK, frameworks, and proxies and accessors generated
	 * at run time
	 */
	public static boolean isApplicationFrame(StackTraceElement frame) {
		return ApplicationFrames.contains(frame);
	}

}
