// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.FailureOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Determines the origin of a failure.
 */
public final class FailureOrigins {

	private static final int MAX_WRAPPERS = 100;

	/** The origin of the failure that the thread is describing. */
	private static final ThreadLocal<@Nullable Known> known = new ThreadLocal<>();

	private FailureOrigins() {
	}

	/**
	 * The origin of a failure. Never throws, whatever the methods of the exception do.
	 * @param failure the exception of a handler, including wrappers
	 * @return its origin
	 */
	public static FailureOrigin of(Throwable failure) {
		Known same = known.get();
		if (same != null && same.failure == failure) {
			return same.origin;
		}
		Throwable unwrapped = unwrap(failure);
		return new FailureOrigin(unwrapped.getClass().getName(), Fingerprint.of(failure),
				unwrapped instanceof ActivityTaskCanceledException);
	}

	/**
	 * The fingerprint, which is the same for all failures with the same defect.
	 * @param failure the exception of a handler, including wrappers
	 * @param chain the failure and all its causes, if they are known
	 * @return 16 hexadecimal digits
	 */
	public static String fingerprint(Throwable failure, @Nullable List<Throwable> chain) {
		Known same = known.get();
		return (same != null && same.failure == failure) ? same.origin.fingerprint()
				: (chain != null) ? Fingerprint.of(chain) : Fingerprint.of(failure);
	}

	/**
	 * Determines the origin of a failure once, also for everything that needs it during
	 * the work on this thread.
	 * @param failure the exception of a handler
	 * @param work called with the origin
	 * @param <T> the type of the result
	 * @return the result of the work
	 */
	public static <T> T findOnce(Throwable failure, Function<FailureOrigin, T> work) {
		Known before = known.get();
		FailureOrigin origin = of(failure);
		known.set(new Known(failure, origin));
		try {
			return work.apply(origin);
		}
		finally {
			if (before != null) {
				known.set(before);
			}
			else {
				known.remove();
			}
		}
	}

	/**
	 * Removes wrappers that add neither a message nor a suppressed exception: those of
	 * futures, reflection, proxies and Reactor, and the copies of an exception that
	 * fork-join pools and coroutines throw. Never throws.
	 * @param failure the exception of a handler
	 * @return the exception within
	 */
	public static Throwable unwrap(Throwable failure) {
		return Unwrapped.of(failure).failure();
	}

	/**
	 * An exception without its wrappers.
	 *
	 * @param failure the exception within
	 * @param wrappers the removed wrappers, the outermost first, and exceptions that only
	 * show where a thread waited for the failure. Their frames are those of the handler's
	 * thread if the failure is from another one
	 */
	public record Unwrapped(Throwable failure, List<Throwable> wrappers) {

		/**
		 * Removes the wrappers like {@link #unwrap}.
		 * @param thrown the exception of a handler
		 * @return the exception within, and its wrappers
		 */
		public static Unwrapped of(Throwable thrown) {
			List<Throwable> wrappers = List.of();
			Throwable failure = thrown;
			Throwable carried = Wrappers.carriedBy(failure);
			while (carried != null && wrappers.size() < MAX_WRAPPERS) {
				wrappers = wrappers.isEmpty() ? new ArrayList<>(4) : wrappers;
				wrappers.add(failure);
				for (Throwable suppressed : failure.getSuppressed()) {
					if (Wrappers.isBlockMark(suppressed)) {
						wrappers.add(suppressed);
					}
				}
				failure = carried;
				carried = Wrappers.carriedBy(failure);
			}
			return new Unwrapped(failure, wrappers);
		}

	}

	/**
	 * The cause of an exception. For a composite exception, it is the first component,
	 * and for an {@link java.sql.SQLException} without a cause, the next exception.
	 * Throws what the methods of the exception throw.
	 * @param failure the exception
	 * @return the cause, if there is one
	 */
	public static @Nullable Throwable causeOf(Throwable failure) {
		return Wrappers.causeOf(failure);
	}

	/**
	 * The suppressed exceptions. For a composite exception, they are the other
	 * components; for an {@link java.sql.SQLException} with a cause, they include the
	 * next exception.
	 * @param failure the exception
	 * @return the exceptions
	 */
	public static List<Throwable> suppressedBy(Throwable failure) {
		return Wrappers.suppressedBy(failure);
	}

	/**
	 * The simple name of a class, as in {@link FailureOrigin#simpleName()}.
	 * @param className the name, as returned by {@link Class#getName()}
	 * @return for example {@code SQLException}, or {@code Payments$1}
	 */
	public static String simpleName(String className) {
		return new FailureOrigin(className, "", false).simpleName();
	}

	/**
	 * Whether a frame belongs to the application.
	 * @param frame a frame of a stack trace
	 * @return {@code false} for the JDK, frameworks, and proxies and accessors generated
	 * at run time
	 */
	public static boolean isApplicationFrame(StackTraceElement frame) {
		return ApplicationFrames.contains(frame);
	}

	private record Known(Throwable failure, FailureOrigin origin) {
	}

}
