// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

/**
 * A string of a kind with a minimum and maximum length in UTF-16 units, the strictest way
 * to count.
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
	 * The rules for a text apart from its length.
	 */
	enum Kind {

		STRING("") {
			@Override
			boolean accepts(String text) {
				return true;
			}
		},

		IDENTIFIER(
				"Member must not contain ':', '/', '|' or control characters, must not start or end with whitespace, "
						+ "and must not be 'arn'") {
			@Override
			boolean accepts(String text) {
				return !text.equals("arn") && !Character.isWhitespace(text.charAt(0)) && !Character
					.isWhitespace(text.charAt(text.length() - 1)) && text.chars()
						.noneMatch((unit) -> unit == ':' || unit == '/' || unit == '|' || Character.isISOControl(unit));
			}
		},

		TAG("Member must contain only letters, digits, whitespace and the symbols _ . : / = + - @") {
			@Override
			boolean accepts(String text) {
				return text.codePoints()
					.allMatch((point) -> Character.isLetterOrDigit(point) || isSpace(point)
							|| "_.:/=+-@".indexOf(point) >= 0);
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

		private static boolean isSpace(int point) {
			return Character.isWhitespace(point) || Character.isSpaceChar(point);
		}

		private static boolean isWhole(String text) {
			return !text.isEmpty() && text.chars().allMatch((unit) -> unit >= '0' && unit <= '9');
		}

	}

}
