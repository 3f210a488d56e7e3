// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Patterns of an application, which may be as bad as they like.
 */
class ApplicationPatternsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "a*", "a?", "|a", "(a|)", "(?:)", "^", "$", "\\s*", "(?=)", "a{0,3}", "(x*)(y*)" })
	void patternThatFindsTheEmptyTextIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> SecretRedactor.create(List.of("ok", pattern)))
			.withMessage("Redaction pattern '" + pattern
					+ "' finds the empty text and would tear every message apart: let it find at least one character");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(", "[a", "a{2,1}", "*a", "(?<n>a)(?<n>b)", "\\", "(?z)" })
	void patternThatIsNoneIsRefusedByName(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> SecretRedactor.create(List.of(pattern)))
			.withMessageStartingWith("Redaction pattern '" + pattern + "' is not a regular expression: ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cust-(\\d+)          | cust-42 and cust-7   | cust-[redacted] and cust-[redacted]
			cust-(?:\\d+)        | cust-42              | [redacted]
			(?<id>\\d+)€         | 42€                  | [redacted]€
			(a)(b)               | ab                   | [redacted]b
			x(a)?y               | xy xay               | [redacted] x[redacted]y
			\\bcust\\b           | cust customer        | [redacted] customer
			\\b                  | no word is torn      | no word is torn
			(?=hunter)           | hunter2              | hunter2
			(?<==)\\w+           | a=b$1\\              | a=[redacted]$1\\
			支(払)い              | 支払い                 | 支[redacted]い
			(?s)BEGIN.*?END      | a BEGIN b END c      | a [redacted] c
			""")
	void whatAPatternFindsIsReplaced(String pattern, String text, String redacted) {
		assertThat(SecretRedactor.create(List.of(pattern)).redact(text)).isEqualTo(redacted);
	}

}
