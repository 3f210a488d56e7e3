// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClassNameMapsTests {

	private static final String HERE = "io.github.swffailure.autoconfigure.ClassNameMapsTests";

	/** Spring Boot takes dollar signs out of keys that do not stand in brackets. */
	@ParameterizedTest
	@ValueSource(strings = { "$Declined$CardDeclined", ".Declined.CardDeclined", ".Declined$CardDeclined",
			"$Declined.CardDeclined", "DeclinedCardDeclined", "Declined.CardDeclined", ".DeclinedCardDeclined" })
	void nestedClassIsFoundHoweverItIsWritten(String nested) {
		assertThat(ClassNameMaps.load(HERE + nested, null)).isEqualTo(Declined.CardDeclined.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.IllegalStateException", "java.lang.Error" })
	void plainNameIsFound(String name) {
		assertThat(ClassNameMaps.load(name, null)).hasToString("class " + name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "java.lang.String", "java.lang.", "Outer$", "a..b", "int",
			"com.example.AVeryLongNameOfAnExceptionThatNobodyHasEverSeenAnywhereInTheWholeWorldButHereException" })
	void whatIsNoExceptionIsNotFound(String name) {
		assertThat(ClassNameMaps.load(name, null)).isNull();
	}

	static class Declined extends RuntimeException {

		static class CardDeclined extends Declined {

		}

	}

}
