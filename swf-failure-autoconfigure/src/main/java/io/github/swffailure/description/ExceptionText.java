// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.lang.reflect.Parameter;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.xml.transform.TransformerException;

import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * The text of an exception: its message, additional information in its
 * {@code toString()}, and for a failed validation one line per error, with the rejected
 * value if that is simple and its name does not suggest a secret.
 */
final class ExceptionText {

	private static final int MOST_ERRORS = 50;

	private static final int LONGEST_VALUE = 64;

	private static final int SHORTEST_ANYWHERE = 5;

	/** Parts of names whose values are not shown. */
	private static final Set<String> SECRETS = Set.of("pass", "pwd", "secret", "token", "key", "cred", "auth", "pin",
			"cvv", "cvc", "card", "iban", "account", "ssn", "signature", "session", "cookie", "otp", "wort", "senha",
			"contrase", "phrase", "mnemonic", "jwt");

	private static final Set<String> VIOLATIONS = Set.of("jakarta.validation.ConstraintViolationException",
			"javax.validation.ConstraintViolationException");

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			return Errors.class.isAssignableFrom(type) ? Kind.ERRORS
					: MethodValidationResult.class.isAssignableFrom(type) ? Kind.PARAMETERS : isViolation(type)
							? Kind.VIOLATIONS
							: hasOwn("toString", type) ? Kind.OWN_TO_STRING : hasOwn("getLocalizedMessage", type)
									? Kind.OWN_TO_STRING
									: TransformerException.class.isAssignableFrom(type) ? Kind.LOCATED : Kind.PLAIN;
		}

	};

	private ExceptionText() {
	}

	/**
	 * The text of an exception. Never throws.
	 * @return {@code null} if there is none
	 */
	static @Nullable String of(Throwable failure) {
		String text = GuardedThrowable.message(failure);
		try {
			return switch (KINDS.get(failure.getClass())) {
				case ERRORS -> ofErrors((Errors) failure);
				case PARAMETERS -> ofMethod((MethodValidationResult) failure);
				case VIOLATIONS -> withViolations(failure, text);
				case OWN_TO_STRING -> withToString(failure, text);
				case LOCATED -> ((TransformerException) failure).getMessageAndLocation();
				case PLAIN -> text;
			};
		}
		catch (Throwable ex) {
			return text;
		}
	}

	private static String withToString(Throwable failure, @Nullable String message) {
		String text = failure.toString();
		String name = failure.getClass().getName();
		String own = text.startsWith(name) ? text.substring(name.length()).replaceFirst("^[:;,]?\\s*", "") : text;
		if (message == null || message.isBlank()) {
			return own;
		}
		boolean says = !own.isBlank() && !message.contains(own);
		return (own.contains(message) || !says) ? (says ? own : message) : message + "; " + own;
	}

	private static String lines(String subject, List<String> errors) {
		String count = errors.size() + ((errors.size() == 1) ? " error" : " errors");
		String head = subject.isEmpty() ? count : subject + " has " + count;
		List<String> shown = errors.stream().sorted().limit(MOST_ERRORS).toList();
		return head + ":\n- " + String.join("\n- ", shown)
				+ ((shown.size() < errors.size()) ? "\n... " + (errors.size() - shown.size()) + " errors omitted" : "");
	}

	private static String ofErrors(Errors errors) {
		return lines(errors.getObjectName(), errors.getAllErrors().stream().map(ExceptionText::ofError).toList());
	}

	private static String ofError(ObjectError error) {
		return (error instanceof FieldError field)
				? line(field.getField(), field.getDefaultMessage(), field.getRejectedValue())
				: line(error.getObjectName(), error.getDefaultMessage(), null);
	}

	private static String ofMethod(MethodValidationResult result) {
		List<String> lines = new ArrayList<>();
		for (ParameterValidationResult parameter : result.getParameterValidationResults()) {
			Parameter declared = parameter.getMethodParameter().getParameter();
			String subject = declared.isNamePresent() ? declared.getName()
					: "argument " + parameter.getMethodParameter().getParameterIndex();
			Object argument = declared.isNamePresent() ? parameter.getArgument() : null;
			for (MessageSourceResolvable error : parameter.getResolvableErrors()) {
				lines.add((error instanceof FieldError field)
						? line(subject + "." + field.getField(), field.getDefaultMessage(), field.getRejectedValue())
						: line(subject, error.getDefaultMessage(), argument));
			}
		}
		return lines(result.getMethod().getName() + "()", lines);
	}

	private static boolean hasOwn(String method, Class<?> type) {
		try {
			return type.getMethod(method).getDeclaringClass() != Throwable.class;
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return false;
		}
	}

	private static boolean isViolation(Class<?> type) {
		return Retryability.hasSuperclass(type, VIOLATIONS::contains);
	}

	/** The message comes first, unless it consists of the violations. */
	private static @Nullable String withViolations(Throwable failure, @Nullable String text)
			throws ReflectiveOperationException {
		Collection<?> violations = (Collection<?>) call(failure, "getConstraintViolations");
		if (violations == null || violations.isEmpty()) {
			return text;
		}
		List<String> lines = new ArrayList<>();
		boolean own = text != null && !text.isBlank();
		for (Object violation : violations) {
			String path = String.valueOf(call(violation, "getPropertyPath"));
			String message = String.valueOf(call(violation, "getMessage"));
			own = own && text != null && !text.contains(path + ": " + message);
			lines.add(line(path, message, call(violation, "getInvalidValue")));
		}
		String errors = lines("", lines);
		return own ? text + "; " + errors : errors;
	}

	private static @Nullable Object call(Object target, String name) throws ReflectiveOperationException {
		Class<?> type = target.getClass();
		return ClassUtils.getInterfaceMethodIfPossible(type.getMethod(name), type).invoke(target);
	}

	private static String line(String name, @Nullable String message, @Nullable Object value) {
		String said = (message != null) ? message : "not valid";
		String shown = (value != null && isSimple(value)) ? value.toString() : "";
		if (shown.isBlank()) {
			return name + ": " + said;
		}
		return isSecret(name) ? name + ": " + without(shown, said)
				: name + ": " + said + " (rejected value: " + SafeText.cut(shown, LONGEST_VALUE) + ")";
	}

	/** Removes a value from a message; a short value only if it is a whole word. */
	private static String without(String value, String message) {
		StringBuilder kept = new StringBuilder();
		int from = 0;
		for (int at = message.indexOf(value); at >= 0; at = message.indexOf(value, at + value.length())) {
			int end = at + value.length();
			boolean word = (at == 0 || !Character.isLetterOrDigit(message.charAt(at - 1)))
					&& (end == message.length() || !Character.isLetterOrDigit(message.charAt(end)));
			if (word || value.length() >= SHORTEST_ANYWHERE) {
				kept.append(message, from, at).append("[rejected value]");
				from = end;
			}
		}
		return kept.append(message, from, message.length()).toString();
	}

	private static boolean isSimple(Object value) {
		return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof Character || value instanceof Enum || value instanceof Temporal;
	}

	private static boolean isSecret(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return SECRETS.stream().anyMatch(lower::contains);
	}

	/** Information that the exceptions of a class have besides their message. */
	private enum Kind {

		/** None. */
		PLAIN,

		/** In {@code toString()}, for example a localized message. */
		OWN_TO_STRING,

		/** The location in a document. */
		LOCATED,

		/** Constraint violations. */
		VIOLATIONS,

		/** Binding errors. */
		ERRORS,

		/** Invalid arguments or results of a method. */
		PARAMETERS

	}

}
