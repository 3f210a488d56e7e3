// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects the members of an answer or of an event; absent values are left out, as the
 * service does.
 */
public final class Fields {

	private final Map<String, Object> values = new LinkedHashMap<>();

	public static Fields of(String name, @Nullable Object value) {
		return new Fields().and(name, value);
	}

	/**
	 * Adds a member.
	 * @param name the name of the member
	 * @param value its value; {@code null} leaves it out and an {@link Instant} becomes
	 * seconds with a fraction
	 * @return this
	 */
	public Fields and(String name, @Nullable Object value) {
		if (value instanceof Instant time) {
			this.values.put(name, BigDecimal.valueOf(time.toEpochMilli(), 3));
		}
		else if (value != null) {
			this.values.put(name, value);
		}
		return this;
	}

	public Fields and(Map<String, Object> members) {
		this.values.putAll(members);
		return this;
	}

	public Map<String, Object> toMap() {
		return Collections.unmodifiableMap(this.values);
	}

}
