package io.github.swffailure.test.protocol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

	/**
	 * A string between two lengths, both in UTF-16 units, the strictest way to count, and
	 * under the rules of its kind.
	 */
	record Text(Kind kind, int shortest, int longest) implements Constraint {

		@Override
		public void check(String path, Object value, Violations violations) {
			String text = violations.requireType(String.class, path, value);
			if (text.length() < this.shortest) {
				violations.add(text, path, "Member must have length greater than or equal to " + this.shortest);
			}
			else if (text.length() > this.longest) {
				violations.add(text, path, "Member must have length less than or equal to " + this.longest);
			}
			else if (!this.kind.accepts(text)) {
				violations.add(text, path, this.kind.rule);
			}
		}

		/**
		 * What a text has to be besides short enough.
		 */
		enum Kind {

			STRING("") {
				@Override
				boolean accepts(String text) {
					return true;
				}
			},

			IDENTIFIER("Member must not contain ':', '/', '|' or control characters, and must not be 'arn'") {
				@Override
				boolean accepts(String text) {
					return !text.equals("arn") && text.chars()
						.noneMatch((unit) -> unit == ':' || unit == '/' || unit == '|' || Character.isISOControl(unit));
				}
			},

			SECONDS("Member must be a whole number of seconds, or NONE") {
				@Override
				boolean accepts(String text) {
					return text.equals("NONE") || isWhole(text);
				}
			},

			FINITE("Member must be a whole number of seconds of at most one year") {
				@Override
				boolean accepts(String text) {
					return isWhole(text) && Integer.parseInt(text) <= SECONDS_OF_A_YEAR;
				}
			},

			DAYS("Member must be a number of days between 0 and 90, or NONE") {
				@Override
				boolean accepts(String text) {
					return text.equals("NONE") || (isWhole(text) && Integer.parseInt(text) <= 90);
				}
			},

			PRIORITY("Member must be a whole number between -2147483648 and 2147483647") {
				@Override
				boolean accepts(String text) {
					try {
						Integer.parseInt(text);
						return true;
					}
					catch (NumberFormatException ex) {
						return false;
					}
				}
			};

			private static final int SECONDS_OF_A_YEAR = 365 * 24 * 60 * 60;

			private final String rule;

			Kind(String rule) {
				this.rule = rule;
			}

			abstract boolean accepts(String text);

			private static boolean isWhole(String text) {
				return !text.isEmpty() && text.chars().allMatch((unit) -> unit >= '0' && unit <= '9');
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
