// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of these pages stand in tests or applications, where they are compiled and
 * run.
 */
class DocumentedExamplesTests {

	private static final Pattern EXAMPLE = Pattern.compile("<!-- \\w+: [\\w.]+ -->\n```java\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@CsvSource({
			"docs/testing.md, 7, swf-failure-autoconfigure/src/test/java/io/github/swffailure/StepByStepTests.java",
			"docs/embedded-swf.md, 6, swf-failure-test/src/test/java/io/github/swffailure/test/docs/DocumentationTests.java",
			"docs/operations.md, 1, compat-tests/consumers/orders/src/main/java",
			"docs/poll-loop.md, 2, compat-tests/consumers/orders/src/main/java" })
	void everyExampleStandsInTheSource(String page, int count, String source) {
		List<MatchResult> examples = EXAMPLE.matcher(Repository.read(page)).results().toList();
		String text = withoutLayout(Repository.readAll(source));

		assertThat(examples).hasSize(count)
			.allSatisfy((example) -> assertThat(text).contains(withoutLayout(example.group(1))));
	}

	private static String withoutLayout(String text) {
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining(" "))
			.replace(" .", ".")
			.replace("( ", "(");
	}

}
