// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedActionException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * Detects exceptions that only carry others: wrappers of threads, reflection, proxies and
 * reactive libraries, copies by fork-join pools and coroutines, and composites.
 */
final class Wrappers {

	private static final Set<String> CARRIERS = Set.of(CompletionException.class.getName(),
			ExecutionException.class.getName(), InvocationTargetException.class.getName(),
			UndeclaredThrowableException.class.getName(), PrivilegedActionException.class.getName(),
			"org.springframework.cglib.proxy.UndeclaredThrowableException",
			"net.sf.cglib.proxy.UndeclaredThrowableException", "reactor.core.Exceptions$ReactiveException",
			"reactor.core.Exceptions$BubblingException", "reactor.core.Exceptions$ErrorCallbackNotImplemented",
			"com.google.common.util.concurrent.UncheckedExecutionException",
			"com.google.common.util.concurrent.ExecutionError", "dev.failsafe.FailsafeException",
			"java.util.concurrent.StructuredTaskScope$FailedException");

	/** Classes that wrap checked exceptions in a plain {@link RuntimeException}. */
	private static final List<String> WRAPPING = List.of("java.util.concurrent.ForkJoinTask", "io.reactivex.");

	/** Message of the exception by which Reactor shows where a thread waited. */
	private static final String BLOCKED = "#block terminated with an error";

	private static final int MOST_COMPONENTS = 100;

	/** The method that returns the components of a composite exception. */
	private static final ClassValue<Optional<Method>> COMPONENTS = new ClassValue<>() {

		@Override
		protected Optional<Method> computeValue(Class<?> type) {
			return componentsMethod(type);
		}

	};

	private Wrappers() {
	}

	/**
	 * The exception within a wrapper.
	 * @return {@code null} if the wrapper adds information: a message that its cause does
	 * not have, or a suppressed exception
	 */
	static @Nullable Throwable carriedBy(Throwable wrapper) {
		try {
			Throwable cause = causeOf(wrapper);
			boolean carries = cause != null && cause != wrapper && isCarrier(wrapper, cause)
					&& suppressesNothing(wrapper);
			return carries ? cause : null;
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean isCarrier(Throwable wrapper, Throwable cause) {
		boolean known = wrapper.getClass() == cause.getClass() || CARRIERS.contains(wrapper.getClass().getName());
		if (known || wrapper.getClass() == RuntimeException.class) {
			return saysNothing(wrapper.getMessage(), cause) && (known || isMadeByLibrary(wrapper));
		}
		return isComposite(wrapper);
	}

	private static boolean isMadeByLibrary(Throwable wrapper) {
		StackTraceElement[] frames = wrapper.getStackTrace();
		return frames.length > 0 && WRAPPING.stream().anyMatch(frames[0].getClassName()::startsWith);
	}

	private static boolean saysNothing(@Nullable String message, Throwable cause) {
		return message == null || message.isBlank() || message.equals(cause.getMessage())
				|| message.equals(cause.toString());
	}

	private static boolean suppressesNothing(Throwable wrapper) {
		for (Throwable suppressed : suppressedBy(wrapper)) {
			if (!isBlockMark(suppressed)) {
				return false;
			}
		}
		return true;
	}

	/** Whether an exception only shows where a thread waited for another. */
	static boolean isBlockMark(Throwable suppressed) {
		return suppressed.getClass() == Exception.class && BLOCKED.equals(suppressed.getMessage());
	}

	/**
	 * The cause; the first component of a composite; the next exception of an
	 * {@link SQLException} without a cause.
	 */
	static @Nullable Throwable causeOf(Throwable failure) {
		if (isComposite(failure)) {
			List<Throwable> components = components(failure);
			return components.isEmpty() ? failure.getCause() : components.get(0);
		}
		Throwable cause = failure.getCause();
		return (cause == null && failure instanceof SQLException sql) ? sql.getNextException() : cause;
	}

	/**
	 * The suppressed exceptions; the other components of a composite; also the next
	 * exception of an {@link SQLException} with a cause.
	 */
	static List<Throwable> suppressedBy(Throwable failure) {
		if (isComposite(failure)) {
			List<Throwable> components = components(failure);
			return components.subList(Math.min(1, components.size()), components.size());
		}
		if (failure instanceof SQLException sql && failure.getCause() != null && hasUnseenNext(sql)) {
			List<Throwable> all = new ArrayList<>(List.of(failure.getSuppressed()));
			all.add(sql.getNextException());
			return all;
		}
		return List.of(failure.getSuppressed());
	}

	private static boolean hasUnseenNext(SQLException failure) {
		Throwable next = failure.getNextException();
		Throwable cause = failure.getCause();
		for (int i = 0; i < MOST_COMPONENTS && cause != null && cause != next; i++) {
			cause = cause.getCause();
		}
		return next != null && cause == null;
	}

	private static boolean isComposite(Throwable failure) {
		return failure.getClass().getName().endsWith("CompositeException")
				&& COMPONENTS.get(failure.getClass()).isPresent();
	}

	private static Optional<Method> componentsMethod(Class<?> type) {
		try {
			String name = type.getName().startsWith("reactor.core.") ? "getSuppressed" : "getExceptions";
			Method method = type.getMethod(name);
			return Optional.of(method);
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return Optional.empty();
		}
	}

	private static List<Throwable> components(Throwable composite) {
		try {
			Object found = COMPONENTS.get(composite.getClass()).orElseThrow().invoke(composite);
			Collection<?> all = (found instanceof Collection<?> several) ? several : List.of((Object[]) found);
			return all.stream()
				.limit(MOST_COMPONENTS)
				.filter(Throwable.class::isInstance)
				.map(Throwable.class::cast)
				.filter((component) -> component != composite && !isBlockMark(component))
				.toList();
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return List.of();
		}
	}

}
