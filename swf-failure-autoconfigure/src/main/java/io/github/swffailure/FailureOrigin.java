package io.github.swffailure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * What a failure came from, told without any of its texts, so that it may stand in meters
 * and log lines.
 *
 * @param exceptionType class name of the exception, wrappers taken off
 * @param fingerprint short hash that is the same for the same defect on every worker: of
 * the types in the chain of causes and the topmost frames of the application, without
 * line numbers and generated names. Exceptions of the JVM that have no frames, or end a
 * recursion anywhere, may have several. For log lines; never a tag of a meter
 * @param cancellation whether the handler answered a cancellation, which is no failure
 */
public record FailureOrigin(String exceptionType, String fingerprint, boolean cancellation) {

	private static final int MAX_WRAPPERS = 100;

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
	 * The class name without package and enclosing class. A class that has no name of its
	 * own, as an anonymous one, goes by that of its enclosing class.
	 * @return for example {@code SQLException}, or {@code Payments$1}
	 */
	public String simpleName() {
		return simpleName(this.exceptionType);
	}

	/**
	 * The same for any class.
	 * @param className the name as {@link Class#getName()} tells it
	 * @return for example {@code SQLException}, or {@code Payments$1}
	 */
	public static String simpleName(String className) {
		int start = className.lastIndexOf('.') + 1;
		int nested = className.lastIndexOf('$') + 1;
		while (nested > start && nested < className.length() && Character.isDigit(className.charAt(nested))) {
			nested++;
		}
		return className.substring((nested < className.length()) ? Math.max(start, nested) : start);
	}

}
