// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.github.swffailure.support.DeclaredHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * Checks values of properties. Throws a {@link SwfConfigurationException} that names the
 * property, the value and what it may be.
 */
final class PropertyChecks {

	private static final Duration LONGEST = Duration.ofDays(366);

	private PropertyChecks() {
	}

	static void requireBetween(String name, int value, int least, int most) {
		require(value >= least && value <= most, name, value, "be " + least + " to " + most);
	}

	/**
	 * A shorter time is usually a wrong unit, and no workflow execution lasts longer than
	 * a year.
	 */
	static void requireAtLeast(String name, Duration value, Duration least) {
		requireAtMostAYear(name, value);
		require(value.compareTo(least) >= 0, name, print(value),
				"be at least " + print(least) + " (a number without a unit is milliseconds)");
	}

	static void requireNotLess(String name, Duration value, String otherName, Duration other) {
		requireAtMostAYear(name, value);
		require(value.compareTo(other) >= 0, name, print(value), "be at least the " + otherName + ", " + print(other));
	}

	private static void requireAtMostAYear(String name, Duration value) {
		require(value.compareTo(LONGEST) <= 0, name, value, "be at most 366d");
	}

	/** SWF's rules for names of domains and task lists. */
	static void requireName(String property, @Nullable String name) {
		requireReplaced(property, name);
		require(name == null || DeclaredHandler.isName(name), property, String.valueOf(name),
				"be 1 to " + DeclaredHandler.LONGEST_NAME
						+ " characters without ':', '/', '|', control characters or spaces at its ends");
	}

	/** Spring Boot leaves placeholders without a value unchanged. */
	static void requireReplaced(String property, @Nullable Object value) {
		require(!String.valueOf(value).contains("${"), property, String.valueOf(value),
				"have a value for its placeholder");
	}

	static void require(boolean valid, String name, Object value, String expected) {
		if (!valid) {
			throw SwfConfigurationException.ofProperty(name, value, expected);
		}
	}

	private static String print(Duration value) {
		return DurationStyle.SIMPLE.print(value, (value.toMillisPart() != 0) ? ChronoUnit.MILLIS : ChronoUnit.SECONDS);
	}

}
