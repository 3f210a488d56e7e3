// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects the violations of a request for one message, like the service.
 */
final class Violations {

	private final List<String> messages = new ArrayList<>();

	/**
	 * Checks a member or element that has to be there.
	 */
	void check(String path, @Nullable Object value, Constraint constraint) {
		if (value == null) {
			this.messages.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
			return;
		}
		constraint.check(path, value, this);
	}

	void add(Object value, String path, String constraint) {
		this.messages.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
	}

	<T> T requireType(Class<T> type, String path, Object value) {
		if (!type.isInstance(value)) {
			throw wrongType(type.getSimpleName(), path, value);
		}
		return type.cast(value);
	}

	BigDecimal requireNumber(String path, Object value) {
		Number number = requireType(Number.class, path, value);
		if (number instanceof Double fraction && fraction.isInfinite()) {
			throw wrongType("Number", path, value);
		}
		return new BigDecimal(number.toString());
	}

	static SwfFault wrongType(String expected, String path, Object value) {
		return SwfFault.serialization("class " + value.getClass().getName() + " can not be converted to an " + expected
				+ " at '" + path + "'");
	}

	void throwIfAny() {
		if (!this.messages.isEmpty()) {
			int count = this.messages.size();
			throw SwfFault.validation(count + ((count == 1) ? " validation error" : " validation errors")
					+ " detected: " + String.join("; ", this.messages));
		}
	}

}
