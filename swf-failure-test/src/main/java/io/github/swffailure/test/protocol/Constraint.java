// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The constraint on one member. A value of the wrong JSON type ends the check at once
 * with a {@code SerializationException}; all other violations are collected.
 */
interface Constraint {

	void check(String path, Object value, Violations violations);

	/**
	 * Makes sure that structures have no member that the model does not know, which the
	 * service would ignore.
	 * @throws IllegalArgumentException if one has
	 */
	default void requireKnownMembers(@Nullable Object value) {
	}

	/**
	 * A boolean.
	 */
	record Flag() implements Constraint {

		@Override
		public void check(String path, Object value, Violations violations) {
			violations.requireType(Boolean.class, path, value);
		}

	}

	/**
	 * A whole number within bounds.
	 */
	record Whole(int lowest, int highest) implements Constraint {

		@Override
		public void check(String path, Object value, Violations violations) {
			BigDecimal number = violations.requireNumber(path, value);
			if (number.stripTrailingZeros().scale() > 0) {
				throw Violations.wrongType("Integer", path, value);
			}
			if (number.compareTo(BigDecimal.valueOf(this.lowest)) < 0) {
				violations.add(value, path, "Member must have value greater than or equal to " + this.lowest);
			}
			if (number.compareTo(BigDecimal.valueOf(this.highest)) > 0) {
				violations.add(value, path, "Member must have value less than or equal to " + this.highest);
			}
		}

	}

	/**
	 * Seconds since 1970 or, below zero, before, with a fraction; up to the year 9999.
	 */
	record Time() implements Constraint {

		private static final BigDecimal EARLIEST = BigDecimal.valueOf(-62_167_219_200L);

		private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

		@Override
		public void check(String path, Object value, Violations violations) {
			BigDecimal number = violations.requireNumber(path, value);
			if (number.compareTo(EARLIEST) < 0 || number.compareTo(LATEST) > 0) {
				violations.add(value, path, "Member must be seconds between " + EARLIEST + " and " + LATEST);
			}
		}

	}

	/**
	 * One of several words.
	 */
	record OneOf(List<String> words) implements Constraint {

		@Override
		public void check(String path, Object value, Violations violations) {
			String word = violations.requireType(String.class, path, value);
			if (!this.words.contains(word)) {
				violations.add(word, path,
						"Member must satisfy enum value set: [" + String.join(", ", this.words) + "]");
			}
		}

	}

	/**
	 * A list, whose elements the service calls {@code path.1.member},
	 * {@code path.2.member} and so on.
	 */
	record ListOf(int most, Constraint element) implements Constraint {

		@Override
		public void requireKnownMembers(@Nullable Object value) {
			if (value instanceof List<?> elements) {
				elements.forEach(this.element::requireKnownMembers);
			}
		}

		@Override
		public void check(String path, Object value, Violations violations) {
			List<?> elements = violations.requireType(List.class, path, value);
			if (this.most > 0 && elements.size() > this.most) {
				violations.add(elements, path, "Member must have length less than or equal to " + this.most);
			}
			for (int i = 0; i < elements.size(); i++) {
				violations.check(path + "." + (i + 1) + ".member", elements.get(i), this.element);
			}
		}

	}

	/**
	 * A structure of the service model, or the input of an operation: its members in
	 * order. Members the model does not know are ignored, as the service does.
	 */
	static final class Shape implements Constraint {

		private final List<Member> members = new ArrayList<>();

		void add(Member member) {
			this.members.add(member);
		}

		@Override
		public void check(String path, Object value, Violations violations) {
			checkMembers(path + ".", violations.requireType(Map.class, path, value), violations);
		}

		@Override
		public void requireKnownMembers(@Nullable Object value) {
			if (value instanceof Map<?, ?> values) {
				List<String> known = this.members.stream().map(Member::name).toList();
				values.keySet()
					.forEach((name) -> KnownNames.require(String.valueOf(name), known,
							"There is no member '" + name + "'"));
				this.members.forEach((member) -> member.constraint().requireKnownMembers(values.get(member.name())));
			}
		}

		void checkMember(String name, Object value, Violations violations) {
			this.members.stream()
				.filter((member) -> member.name().equals(name))
				.forEach((member) -> violations.check(name, value, member.constraint()));
		}

		void checkMembers(String prefix, Map<?, ?> values, Violations violations) {
			for (Member member : this.members) {
				Object value = values.get(member.name());
				if (value != null || member.required()) {
					violations.check(prefix + member.name(), value, member.constraint());
				}
			}
		}

		/**
		 * A member of the structure.
		 */
		record Member(String name, boolean required, Constraint constraint) {
		}

	}

}
