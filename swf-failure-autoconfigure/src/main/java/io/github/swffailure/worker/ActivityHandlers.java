// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.DeclaredHandler;
import io.github.swffailure.worker.ActivityWorker.InvalidHandlersException;
import org.jspecify.annotations.Nullable;

/**
 * The handlers by activity type and task list. For a task, a handler with its exact
 * version is preferred to one without a version, and among those, one of its task list to
 * one for all lists.
 */
final class ActivityHandlers {

	private static final String ANY = "";

	private final Map<Key, ActivityInvoker> invokers = new LinkedHashMap<>();

	/**
	 * Reads the declarations.
	 * @param declared the handlers of all beans
	 * @param placeholders resolves placeholders in the annotations
	 * @param invoker creates the invoker of a handler
	 * @throws InvalidHandlersException if two handlers have the same type and task list
	 */
	ActivityHandlers(List<DeclaredHandler> declared, UnaryOperator<String> placeholders,
			Function<DeclaredHandler, ActivityInvoker> invoker) {
		Map<Key, DeclaredHandler> byKey = new LinkedHashMap<>();
		List<String> clashes = new ArrayList<>();
		for (DeclaredHandler handler : declared) {
			Key key = resolve(handler, placeholders);
			DeclaredHandler other = byKey.putIfAbsent(key, handler);
			if (other != null) {
				clashes.add(describe(key, other, handler));
			}
		}
		if (!clashes.isEmpty()) {
			throw new InvalidHandlersException(
					"Several handlers claim the same activity type: " + String.join("; ", clashes),
					"Give each handler its own name or version in @ActivityHandler, or remove one of them.");
		}
		byKey.forEach((key, handler) -> this.invokers.put(key, invoker.apply(handler)));
	}

	private static Key resolve(DeclaredHandler handler, UnaryOperator<String> placeholders) {
		try {
			return Key.of(handler, placeholders).checked();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidHandlersException(
					"The annotation of activity handler '" + handler + "' of bean '" + handler.bean()
							+ "' cannot be used: " + ex.getMessage(),
					"Change it, or the property that it takes its value from.");
		}
	}

	private static String describe(Key key, DeclaredHandler one, DeclaredHandler other) {
		return "'" + one + "' of bean '" + one.bean() + "' and '" + other + "' of bean '" + other.bean() + "' for "
				+ new ActivityTask.Type(key.name(), key.version())
				+ (key.taskList().isEmpty() ? "" : " on task list '" + key.taskList() + "'");
	}

	/** The task lists that annotations name. */
	Set<String> taskLists() {
		return this.invokers.keySet()
			.stream()
			.map(Key::taskList)
			.filter((list) -> !list.isEmpty())
			.collect(Collectors.toCollection(java.util.TreeSet::new));
	}

	/** The types of the handlers for a task list; the version may be empty. */
	Stream<ActivityTask.Type> types(String taskList) {
		return this.invokers.keySet()
			.stream()
			.filter((key) -> key.isOn(taskList))
			.map((key) -> new ActivityTask.Type(key.name(), key.version()))
			.distinct();
	}

	@Nullable ActivityInvoker find(String taskList, ActivityTask.Type type) {
		return Stream.of(type.version(), ANY)
			.flatMap((version) -> Stream.of(taskList, ANY).map((list) -> new Key(list, type.name(), version)))
			.map(this.invokers::get)
			.filter(java.util.Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	boolean isEmpty() {
		return this.invokers.isEmpty();
	}

	private record Key(String taskList, String name, String version) {

		static Key of(DeclaredHandler handler, UnaryOperator<String> placeholders) {
			return new Key(resolve(handler.taskList(), placeholders), resolve(handler.type().name(), placeholders),
					resolve(handler.type().version(), placeholders));
		}

		/** Spring's default resolver leaves unknown placeholders unchanged. */
		private static String resolve(String text, UnaryOperator<String> placeholders) {
			String resolved = placeholders.apply(text);
			if (resolved.contains("${")) {
				throw new IllegalArgumentException("Could not resolve placeholder in value \"" + text + "\"");
			}
			return resolved;
		}

		/** Checks that SWF accepts the names. */
		Key checked() {
			Stream
				.concat(Stream.of(this.name), Stream.of(this.version, this.taskList).filter((text) -> !text.isEmpty()))
				.filter((text) -> !DeclaredHandler.isName(text))
				.forEach((text) -> {
					throw new IllegalArgumentException("'" + text + "' is not a valid name in SWF");
				});
			return this;
		}

		boolean isOn(String list) {
			return this.taskList.isEmpty() || this.taskList.equals(list);
		}

	}

}
