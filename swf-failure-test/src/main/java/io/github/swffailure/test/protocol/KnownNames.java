// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The names of the service model. A mistyped one is an error that suggests the most
 * similar, so that no assertion passes by mistake.
 */
public final class KnownNames {

	private static final int LISTED = 12;

	private static final Map<String, List<String>> EVENTS = readEvents();

	private KnownNames() {
	}

	/**
	 * Makes sure that the service has an operation.
	 * @param operation the name
	 * @return the name
	 * @throws IllegalArgumentException if it has not
	 */
	public static String requireOperation(String operation) {
		return require(operation, ServiceModel.get().operations(), "SWF has no operation '" + operation + "'");
	}

	/**
	 * Makes sure that the service has a type of event.
	 * @param eventType the name
	 * @return the name
	 * @throws IllegalArgumentException if it has not
	 */
	public static String requireEventType(String eventType) {
		return require(eventType, EVENTS.keySet(), "SWF has no event '" + eventType + "'");
	}

	/**
	 * Makes sure that events of a type may have an attribute; of a type that the service
	 * does not have, anything is one.
	 * @param eventType the type of the event
	 * @param attribute the name
	 * @return the name
	 * @throws IllegalArgumentException if it has not
	 */
	public static String requireAttribute(String eventType, String attribute) {
		List<String> attributes = EVENTS.get(eventType);
		return (attributes != null)
				? require(attribute, attributes, "Event '" + eventType + "' has no attribute '" + attribute + "'")
				: attribute;
	}

	/**
	 * Makes sure that a name is one of those that exist.
	 * @param name the name
	 * @param known the names that exist
	 * @param problem what is wrong otherwise
	 * @return the name
	 * @throws IllegalArgumentException if it is not, with the nearest in its message
	 */
	public static String require(String name, Collection<String> known, String problem) {
		if (!known.contains(name)) {
			throw new IllegalArgumentException(problem + hint(name, known));
		}
		return name;
	}

	/**
	 * Returns the end of a message about a name that does not exist: the most similar
	 * name, or all of them.
	 * @param name the name
	 * @param known the names that exist
	 * @return the end of the message
	 */
	public static String hint(String name, Collection<String> known) {
		if (known.isEmpty()) {
			return ": there is none yet";
		}
		String nearest = known.stream().min(Comparator.comparingInt((other) -> distance(name, other))).orElse("");
		if (known.size() > LISTED || distance(name, nearest) * 2 <= name.length()) {
			return ": did you mean '" + nearest + "'?";
		}
		return ": use one of " + known;
	}

	private static int distance(String first, String second) {
		String one = first.toLowerCase(Locale.ROOT);
		String other = second.toLowerCase(Locale.ROOT);
		int[] above = new int[other.length() + 1];
		Arrays.setAll(above, (column) -> column);
		for (int row = 1; row <= one.length(); row++) {
			int[] current = new int[other.length() + 1];
			current[0] = row;
			for (int column = 1; column <= other.length(); column++) {
				int replaced = above[column - 1] + ((one.charAt(row - 1) == other.charAt(column - 1)) ? 0 : 1);
				current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
			}
			above = current;
		}
		return above[other.length()];
	}

	private static Map<String, List<String>> readEvents() {
		Map<String, List<String>> events = new TreeMap<>();
		try (InputStream table = Objects.requireNonNull(KnownNames.class.getResourceAsStream("events.txt"),
				"events.txt is not on the class path");
				BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
			lines.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> List.of(line.split(" ")))
				.forEach((words) -> events.put(words.get(0), words.subList(1, words.size())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return events;
	}

}
