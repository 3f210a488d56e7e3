// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.swffailure.ActivityInputConverter;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Converts inputs to arguments and results to text: with a converter of the application
 * if one supports the type, otherwise unchanged for text, and as JSON for everything
 * else.
 */
final class InputConversion {

	private static final String NO_JSON = "add Jackson to the class path, declare an ActivityInputConverter, "
			+ "or use a String";

	private final Supplier<List<ActivityInputConverter>> converters;

	private final Supplier<@Nullable Json> json;

	private final boolean flow;

	/**
	 * Creates the conversion.
	 * @param converters the converters of the application, in order
	 * @param json Jackson, if it is on the class path
	 * @param flow whether inputs and results have the form of the AWS Flow Framework
	 */
	InputConversion(Supplier<List<ActivityInputConverter>> converters, Supplier<@Nullable Json> json, boolean flow) {
		this.converters = converters;
		this.json = json;
		this.flow = flow;
	}

	/** Whether an input may contain several arguments. */
	boolean readsArguments() {
		return this.flow;
	}

	/**
	 * Reads an input for the parameters of a handler.
	 * @throws IllegalArgumentException if it cannot be read
	 */
	List<@Nullable Object> read(@Nullable String input, List<ResolvableType> types, ActivityTask task) {
		if (types.isEmpty()) {
			return List.of();
		}
		try {
			List<@Nullable Object> read = new ArrayList<>();
			if (this.flow) {
				read.addAll(FlowArguments.read(input, types, json(Object[].class)));
			}
			else {
				read.add(read(input, types.get(0)));
			}
			return read;
		}
		catch (Exception ex) {
			Problem problem = Problem.of(ex, this.json.get());
			throw new IllegalArgumentException("The input of " + name(task) + " cannot be read as "
					+ ((types.size() == 1) ? types.get(0) : types) + ": " + problem.text(), problem.cause());
		}
	}

	/** Short, because a reason has 256 characters and its event identifies the task. */
	private static String name(ActivityTask task) {
		return (task.type() != null) ? task.type().toString() : "the task";
	}

	private @Nullable Object read(@Nullable String input, ResolvableType type) throws Exception {
		ActivityInputConverter converter = converter(type);
		if (converter != null) {
			return converter.read(input, type);
		}
		Class<?> raw = type.toClass();
		if (raw == Optional.class) {
			return Optional.ofNullable(read(input, type.getGeneric()));
		}
		if (raw.isAssignableFrom(String.class)) {
			return input;
		}
		if (input == null || input.isBlank() || input.strip().equals("null")) {
			return absent(type);
		}
		return json(raw).read(input, type.getType(), false);
	}

	/** The value for {@code null}, for example an empty {@code OptionalInt}. */
	private @Nullable Object absent(ResolvableType type) throws Exception {
		if (type.toClass().isPrimitive()) {
			throw new IllegalArgumentException("there is no input");
		}
		Json found = this.json.get();
		return (found != null) ? found.read("null", type.getType(), false) : null;
	}

	private @Nullable ActivityInputConverter converter(ResolvableType type) {
		for (ActivityInputConverter converter : this.converters.get()) {
			if (converter.supports(type)) {
				return converter;
			}
		}
		return null;
	}

	private Json json(Class<?> type) {
		Json found = this.json.get();
		if (found == null) {
			throw new IllegalStateException("there is no converter for " + type.getName() + ": " + NO_JSON);
		}
		return found;
	}

	/**
	 * Writes a result.
	 * @return the text, {@code null} for none
	 * @throws IllegalStateException if it cannot be written
	 */
	@Nullable String write(Object result, ActivityTask task) {
		if (result.getClass().getName().equals("kotlin.Unit")) {
			return null;
		}
		try {
			ActivityInputConverter converter = (result instanceof CharSequence) ? null
					: converter(ResolvableType.forInstance(result));
			if (converter != null) {
				return converter.write(result);
			}
			if (this.flow) {
				return json(result.getClass()).write(result, true);
			}
			boolean text = result instanceof CharSequence || result instanceof Boolean
					|| (result instanceof Number && ClassUtils.isPrimitiveWrapper(result.getClass()));
			String written = text ? result.toString() : json(result.getClass()).write(result, false);
			return (!text && written.equals("null")) ? null : written;
		}
		catch (Exception ex) {
			throw new IllegalStateException("The result of " + name(task) + " cannot be written from "
					+ result.getClass().getName() + ": " + messageOf(ex), ex);
		}
	}

	private static String messageOf(Exception thrown) {
		String message = thrown.getMessage();
		return (message != null) ? message : thrown.getClass().getSimpleName();
	}

	/** JSON, with the available version of Jackson. */
	interface Json {

		/**
		 * Reads a text.
		 * @param typed whether values of non-final classes are preceded by class names
		 */
		@Nullable Object read(String text, java.lang.reflect.Type type, boolean typed) throws Exception;

		/**
		 * Writes a value.
		 * @param typed whether to precede such values by class names
		 */
		String write(Object value, boolean typed) throws Exception;

		/**
		 * The problem with an input, {@code null} if Jackson did not throw the exception.
		 */
		@Nullable Problem explain(Exception thrown);

	}

	/**
	 * The problem with an input, without values of the input.
	 *
	 * @param text the description
	 * @param cause the exception of the application, if there is one
	 */
	record Problem(String text, @Nullable Throwable cause) {

		private static final Pattern VALUES = Pattern
			.compile("(?<=(String|value|type id) \\(?)[\"'].*[\"']|(?<=token )'.*?'(?=:)"
					+ "|(?<=(value|timestamp) \\()[^\"')][^)]*|(?<=number )\\S+(?=:)", Pattern.DOTALL);

		/** Adds nothing to "from Array value", and looks like a secret. */
		private static final Pattern TOKENS = Pattern.compile(" \\(token `JsonToken\\.\\w+`\\)");

		static Problem of(Exception thrown, @Nullable Json json) {
			Problem explained = (json != null) ? json.explain(thrown) : null;
			return (explained != null) ? explained : new Problem(messageOf(thrown), thrown);
		}

		/**
		 * A problem that Jackson has found.
		 * @param message its message
		 * @param value the value in question, if there is one
		 * @param place the location in the input
		 */
		static Problem of(String message, @Nullable Object value, String place, @Nullable Throwable cause) {
			String text = String.valueOf(value);
			String known = TOKENS.matcher(message).replaceAll("");
			String hidden = (value == null || text.length() < 4) ? known : known.replace(text, "...");
			String shown = (cause != null) ? hidden : VALUES.matcher(hidden).replaceAll("'...'");
			return new Problem(shown + " (" + place + ")", cause);
		}

	}

}
