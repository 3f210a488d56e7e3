package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the service model says of one member. A value of the wrong JSON type ends the
 * check at once with a {@code SerializationException}; everything else is collected.
 */
interface Constraint {

	void check(String path, Object value, Violations violations);

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
	 * Seconds since 1970, with a fraction, before the year 10000.
	 */
	record Time() implements Constraint {

		private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

		@Override
		public void check(String path, Object value, Violations violations) {
			BigDecimal number = violations.requireNumber(path, value);
			if (number.signum() < 0 || number.compareTo(LATEST) > 0) {
				violations.add(value, path, "Member must be seconds between 0 and " + LATEST);
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

}
