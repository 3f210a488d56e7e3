// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.worker.InputConversion.Json;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Reads inputs as deciders of the AWS Flow Framework write them.
 */
final class FlowArguments {

	private FlowArguments() {
	}

	/**
	 * Reads arguments as the JSON converter of the Flow Framework writes them:
	 * {@code ["[Ljava.lang.Object;",["text",["java.lang.Long",5],["shop.Order",{..}]]]}.
	 */
	static List<@Nullable Object> read(@Nullable String input, List<ResolvableType> types, Json json) throws Exception {
		Object root = (input != null) ? json.read(input, Object.class, false) : null;
		if (!(root instanceof List<?> wrapper) || wrapper.size() != 2
				|| !(wrapper.get(1) instanceof List<?> arguments)) {
			throw new IllegalArgumentException("it does not have the form of the Flow Framework");
		}
		if (arguments.size() != types.size()) {
			throw new IllegalArgumentException(
					"it has " + arguments.size() + " arguments, but the handler has " + types.size());
		}
		List<@Nullable Object> read = new ArrayList<>();
		for (int i = 0; i < types.size(); i++) {
			read.add(argument(arguments.get(i), types.get(i), json));
		}
		return read;
	}

	private static @Nullable Object argument(@Nullable Object written, ResolvableType type, Json json)
			throws Exception {
		if (written == null && type.toClass().isPrimitive()) {
			throw new IllegalArgumentException("there is no input");
		}
		String text = (written != null) ? json.write(unwrapped(written, type), false) : "null";
		return json.read(text, type.getType(), true);
	}

	/** Removes class names of final types, which Jackson does not expect. */
	private static Object unwrapped(Object written, ResolvableType type) {
		if (!(written instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String name
				&& pair.get(1) != null)) {
			return written;
		}
		Object value = pair.get(1);
		if (Collection.class.isAssignableFrom(type.toClass()) && value instanceof List<?> elements) {
			return List.of(name, elements.stream().map((element) -> element(element, type.asCollection())).toList());
		}
		if (Map.class.isAssignableFrom(type.toClass()) && value instanceof Map<?, ?> entries) {
			Map<Object, @Nullable Object> values = new LinkedHashMap<>();
			entries.forEach((key, element) -> values.put(key, element(element, type.asMap())));
			return List.of(name, values);
		}
		Class<?> raw = type.toClass();
		while (raw.isArray()) {
			raw = raw.getComponentType();
		}
		boolean expectsName = !raw.isPrimitive() && !Modifier.isFinal(raw.getModifiers());
		return expectsName ? written : value;
	}

	/** Elements of collections and maps have class names, like the arguments. */
	private static @Nullable Object element(@Nullable Object written, ResolvableType container) {
		ResolvableType[] generics = container.getGenerics();
		return (written == null || generics.length == 0) ? written : unwrapped(written, generics[generics.length - 1]);
	}

}
