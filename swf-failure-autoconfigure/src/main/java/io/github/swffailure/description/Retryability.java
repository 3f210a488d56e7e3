// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;
import org.springframework.validation.method.MethodValidationResult;

/**
 * Infers from well-known exceptions whether running an activity again may succeed: those
 * of databases, connections, timeouts, the AWS SDK and HTTP clients, and those about
 * invalid input.
 */
final class Retryability {

	private static final int MAX_CAUSES = 100;

	private static final List<Class<?>> TRANSIENT = List.of(SQLTransientException.class, SQLRecoverableException.class,
			ConnectException.class, NoRouteToHostException.class, UnknownHostException.class,
			InterruptedIOException.class);

	private static final List<Class<?>> PERMANENT = List.of(SQLNonTransientException.class, Errors.class,
			MethodValidationResult.class);

	/** By name, because they may not be on the class path. */
	private static final Set<String> TRANSIENT_NAMES = Set.of("org.springframework.dao.TransientDataAccessException",
			"org.springframework.dao.RecoverableDataAccessException",
			"org.springframework.dao.DataAccessResourceFailureException",
			"software.amazon.awssdk.core.exception.RetryableException");

	/** Suffixes of timeout exceptions, of which each library has its own. */
	private static final List<String> TIMEOUTS = List.of("TimeoutException", "TimedOutException");

	private static final Set<String> PERMANENT_NAMES = Set.of("org.springframework.dao.NonTransientDataAccessException",
			"jakarta.validation.ValidationException", "javax.validation.ValidationException");

	/**
	 * Methods of HTTP clients' exceptions that return the status, a number or an object.
	 */
	private static final List<String> STATUS = List.of("statusCode", "getStatusCode", "getRawStatusCode", "status");

	/** Classes of SQLSTATE: connections, rollbacks, resources, intervention. */
	private static final Set<String> TRANSIENT_STATES = Set.of("08", "40", "53", "57");

	/** Classes of SQLSTATE: features, data, constraints, authorization, syntax. */
	private static final Set<String> PERMANENT_STATES = Set.of("0A", "22", "23", "28", "42");

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			return Kind.of(type);
		}

	};

	private Retryability() {
	}

	/**
	 * Asks the outermost known exception.
	 * @param failure the exception without wrappers
	 * @return {@code null} if none is known
	 */
	static @Nullable Boolean of(Throwable failure) {
		try {
			Throwable next = failure;
			for (int i = 0; i < MAX_CAUSES && next != null; i++) {
				Boolean known = (next instanceof SQLException sql) ? ofState(sql.getSQLState()) : null;
				known = (known != null) ? known : KINDS.get(next.getClass()).verdict(next);
				if (known != null) {
					return known;
				}
				next = FailureOrigins.causeOf(next);
			}
		}
		catch (Throwable ex) {
			return null;
		}
		return null;
	}

	/** Drivers choose the SQLSTATE with more care than the class, so it comes first. */
	private static @Nullable Boolean ofState(@Nullable String state) {
		String type = (state != null && state.length() > 2) ? state.substring(0, 2) : "";
		return TRANSIENT_STATES.contains(type) ? Boolean.TRUE : PERMANENT_STATES.contains(type) ? Boolean.FALSE : null;
	}

	private static @Nullable Boolean ofStatus(int status) {
		if (status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600)) {
			return true;
		}
		return (status >= 400 && status < 500) ? false : null;
	}

	/** Whether a class or one of its superclasses has such a name. */
	static boolean hasSuperclass(Class<?> type, Predicate<String> named) {
		Class<?> next = type;
		while (next != null && !named.test(next.getName())) {
			next = next.getSuperclass();
		}
		return next != null;
	}

	/**
	 * The answer for a class, or the methods with which to ask its exceptions.
	 *
	 * @param known the answer for all exceptions of the class
	 * @param status returns the HTTP status
	 * @param throttled returns whether an AWS service throttles
	 * @param retryable returns whether the AWS SDK would retry
	 */
	private record Kind(@Nullable Boolean known, Optional<Method> status, Optional<Method> throttled,
			Optional<Method> retryable) {

		private static final String SDK = "software.amazon.awssdk.core.exception.SdkException";

		static Kind of(Class<?> type) {
			boolean ofSdk = hasSuperclass(type, SDK::equals);
			Boolean known = null;
			if (isOneOf(type, TRANSIENT) || hasSuperclass(type, TRANSIENT_NAMES::contains)
					|| hasSuperclass(type, (name) -> TIMEOUTS.stream().anyMatch(name::endsWith))) {
				known = true;
			}
			else if (isOneOf(type, PERMANENT) || hasSuperclass(type, PERMANENT_NAMES::contains)) {
				known = false;
			}
			Optional<Method> status = STATUS.stream().flatMap((name) -> method(type, name).stream()).findFirst();
			return new Kind(known, status, ofSdk ? method(type, "isThrottlingException") : Optional.empty(),
					ofSdk ? method(type, "retryable") : Optional.empty());
		}

		private static boolean isOneOf(Class<?> type, List<Class<?>> wanted) {
			return wanted.stream().anyMatch((one) -> one.isAssignableFrom(type));
		}

		private static Optional<Method> method(Class<?> type, String name) {
			try {
				return Optional.of(type.getMethod(name));
			}
			catch (ReflectiveOperationException | LinkageError ex) {
				return Optional.empty();
			}
		}

		@Nullable Boolean verdict(Throwable failure) {
			if (this.known != null) {
				return this.known;
			}
			boolean again = isTrue(this.throttled, failure) || isTrue(this.retryable, failure);
			return again ? Boolean.TRUE
					: this.status.map((method) -> call(method, failure))
						.map(Kind::number)
						.map(Retryability::ofStatus)
						.orElse(null);
		}

		private static boolean isTrue(Optional<Method> method, Throwable failure) {
			return method.map((one) -> Boolean.TRUE.equals(call(one, failure))).orElse(false);
		}

		private static @Nullable Integer number(Object status) {
			if (status instanceof Number number) {
				return number.intValue();
			}
			Object value = method(status.getClass(), "value").map((method) -> call(method, status)).orElse(null);
			return (value instanceof Number number) ? Integer.valueOf(number.intValue()) : null;
		}

		private static @Nullable Object call(Method method, Object target) {
			try {
				return method.invoke(target);
			}
			catch (ReflectiveOperationException | RuntimeException ex) {
				return null;
			}
		}

	}

}
