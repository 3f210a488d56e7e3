// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.FailureRedactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names and values in the notations of languages, tools and files: what is secret goes,
 * whatever stands around it, and what only looks like it stays. In {@code notations.txt}
 * {@code %n} is a name, {@code %v} its value and {@code @n} a line break.
 */
class NotationTests {

	private static final List<String> NAMES = List.of("password", "db_password", "apiKey", "client_secret",
			"access_token", "DB_PASS", "X-Api-Key");

	private static final List<String> VALUES = List.of("Zq8vKx2mPw", "hunter2Bravo", "s3cr3t-Falue_9");

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	static Stream<String> notations() {
		return lines("notations.txt").map((line) -> line.replace("@r", "\r").replace("@n", "\n"));
	}

	static Stream<String> harmless() {
		return lines("lookalikes.txt");
	}

	private static Stream<String> lines(String file) {
		try (InputStream content = NotationTests.class.getResourceAsStream(file)) {
			return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("notations")
	void valueIsRedacted(String notation) {
		for (String name : NAMES) {
			for (String value : VALUES) {
				String text = "call failed: " + notation.replace("%n", name).replace("%v", value) + " at step 3";
				String redacted = this.redactor.redact(text);
				for (int i = 0; i + 5 <= value.length(); i++) {
					assertThat(redacted).doesNotContain(value.substring(i, i + 5));
				}
			}
		}
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void harmlessTextIsKept(String text) {
		assertThat(this.redactor.redact(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@MethodSource("harmless")
	void harmlessTextIsKeptInOthers(String text) {
		assertThat(this.redactor.redact("Step 3 failed: " + text + "\nand so on")).contains(text);
	}

}
