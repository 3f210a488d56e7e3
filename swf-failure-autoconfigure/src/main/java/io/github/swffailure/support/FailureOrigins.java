// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.FailureOrigin;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a failure came from.
 */
public final class FailureOrigins {

	private static final int MAX_WRAPPERS = 100;

	/** What is known of the failure that a thread is describing. */
	private static final ThreadLocal<@Nullable Known> known = new ThreadLocal<>();

	private FailureOrigins() {
	}

	/**
	 * The origin of a failure. Never throws, whatever the methods of the exception do.
	 * @param failure what a handler threw, wrappers included
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
	 * What a failure has in common with others of the same defect.
	 * @param failure what a handler threw, wrappers included
	 * @param chain the failure and all its causes, if they are known
	 * @return 16 hexadecimal digits
	 */
	public static String fingerprint(Throwable failure, @Nullable List<Throwable> chain) {
		Known same = known.get();
		return (same != null && same.failure == failure) ? same.origin.fingerprint()
				: (chain != null) ? Fingerprint.of(chain) : Fingerprint.of(failure);
	}

	/**
	 * Has the origin of a failure found out once, for whatever asks for it meanwhile in
	 * this thread.
	 * @param failure what a handler threw
	 * @param work called with the origin
	 * @param <T> the type of the result
	 * @return what the work returns
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
	 * Takes off the wrappers that say nothing of their own, neither by a message that
	 * their cause does not have nor by a suppressed exception: those of futures,
	 * reflection, proxies and Reactor, and the copies of an exception that fork-join
	 * pools and coroutines throw in its place. Never throws.
	 * @param failure what a handler threw
	 * @return the exception within
	 */
	public static Throwable unwrap(Throwable failure) {
		return Unwrapped.of(failure).failure();
	}

	/**
	 * An exception without its wrappers.
	 *
	 * @param failure the exception within
	 * @param wrappers what was taken off, the outermost first, and what shows where a
	 * thread waited for the failure. Their frames are those of the handler's thread if
	 * the exception comes from another
	 */
	public record Unwrapped(Throwable failure, List<Throwable> wrappers) {

		/**
		 * Takes the wrappers off as {@link #unwrap} does.
		 * @param thrown what a handler threw
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
	 * The cause of an exception. Of several exceptions that are thrown as one it is the
	 * first of them, of an {@link java.sql.SQLException} without a cause the next.
	 * @param failure the exception, whose own methods may throw here
	 * @return the cause, if there is one
	 */
	public static @Nullable Throwable causeOf(Throwable failure) {
		return Wrappers.causeOf(failure);
	}

	/**
	 * What an exception suppressed. Of several exceptions that are thrown as one the
	 * others belong to it, of an {@link java.sql.SQLException} with a cause the next.
	 * @param failure the exception
	 * @return the exceptions
	 */
	public static List<Throwable> suppressedBy(Throwable failure) {
		return Wrappers.suppressedBy(failure);
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

	private record Known(Throwable failure, FailureOrigin origin) {
	}

}
