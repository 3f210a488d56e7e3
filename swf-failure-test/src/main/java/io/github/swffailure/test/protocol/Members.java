// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The members of a request, or of a structure within it, by the names of the service
 * model. A member that is {@code null} counts as absent.
 */
public final class Members {

	private final Map<String, ?> values;

	private Members(Map<String, ?> values) {
		this.values = values;
	}

	/**
	 * Wraps the members; the map is not copied.
	 * @param values strings, numbers, booleans, lists and maps by member name
	 * @return the members
	 */
	public static Members of(Map<String, ?> values) {
		return new Members(values);
	}

	public boolean has(String name) {
		return this.values.get(name) != null;
	}

	/**
	 * Returns a required member of a validated request.
	 * @param name the name of the member
	 * @return its text
	 */
	public String string(String name) {
		return Objects.requireNonNull(find(name), () -> "Member '" + name + "' is missing: validate the request first");
	}

	public @Nullable String find(String name) {
		return (String) this.values.get(name);
	}

	/**
	 * Returns a structure, an empty one where the member is absent.
	 * @param name the name of the member
	 * @return the members of the structure
	 */
	@SuppressWarnings("unchecked")
	public Members structure(String name) {
		Object value = this.values.get(name);
		return new Members((value != null) ? (Map<String, ?>) value : Map.of());
	}

	@SuppressWarnings("unchecked")
	public List<Members> structures(String name) {
		List<?> list = list(name);
		return list.stream().map((element) -> new Members((Map<String, ?>) element)).toList();
	}

	public List<?> list(String name) {
		Object value = this.values.get(name);
		return (value != null) ? (List<?>) value : List.of();
	}

	public int number(String name, int otherwise) {
		Object value = this.values.get(name);
		return (value != null) ? ((Number) value).intValue() : otherwise;
	}

	public boolean flag(String name) {
		return Boolean.TRUE.equals(this.values.get(name));
	}

	/**
	 * Returns a timestamp, which the wire gives in seconds with a fraction.
	 * @param name the name of the member
	 * @param otherwise what an absent member stands for
	 * @return the time, to the millisecond
	 */
	public Instant time(String name, Instant otherwise) {
		Object value = this.values.get(name);
		if (value == null) {
			return otherwise;
		}
		return Instant.ofEpochMilli(new BigDecimal(value.toString()).movePointRight(3).longValue());
	}

	/**
	 * Returns a text that is the same for requests with the same members, apart from
	 * some.
	 * @param except the names of the members that are left out
	 * @return a short text
	 */
	public String fingerprint(String... except) {
		Map<String, Object> members = new TreeMap<>(this.values);
		members.keySet().removeAll(List.of(except));
		members.values().removeIf(Objects::isNull);
		return UUID.nameUUIDFromBytes(sorted(members).toString().getBytes(StandardCharsets.UTF_8)).toString();
	}

	private static Object sorted(Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<String, Object> sorted = new TreeMap<>();
			map.forEach((name, member) -> sorted.put(String.valueOf(name), sorted(member)));
			return sorted;
		}
		return (value instanceof String text) ? text.length() + ":" + text : String.valueOf(value);
	}

	/**
	 * Copies the named members that are present, in the order of the names.
	 * @param names the names of the members
	 * @return a new map that the caller may change
	 */
	public Map<String, Object> only(String... names) {
		Map<String, Object> copy = new LinkedHashMap<>();
		for (String name : names) {
			Object value = this.values.get(name);
			if (value != null) {
				copy.put(name, value);
			}
		}
		return copy;
	}

}
