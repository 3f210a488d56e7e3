// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;

import io.github.swffailure.FailureRedactor;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The work is linear and bounded, and no edge of what is looked at lets a part of a
 * secret out.
 */
class BoundedScanTests {

	private static final int LENGTH = 20_000;

	private static final String SECRET = "q7XwZ9kLm2Rt4vBn";

	private static final List<String> UNITS = List.of("pwd", "token=: ", "pwd=:", "token=", "password=\"",
			"password='a'x ", "token=({[", "\"pwd\",", "(pwd, ", "_A", "\\", "\\\\\"", "%25", "&", "\u001b[", "<token>",
			"<pwd a=", "password=,a", "://a:", "://a:b@", "-p'", "-----BEGIN ", "-----END PRIVATE KEY-----", "eyJ",
			"eyJ.", "sk-", "1", "4111 ", "16", "key=", "secret.", "\"name\":\"pwd\",\"value\":", "duplicate entry '",
			"expected:<", "binding parameter [", "(pwd) VALUES (", "kty", "jdbc:oracle:a/", "token:\n  - a\n", "\u200b",
			"\uff11", "x=\"pwd\" y=", "password<a", "token::", "_Atoken::1", "16token::secret.", "a.secret.", "a",
			"password=", "password=\"\\\\", "eyJ.", "Basic ", "4 ", "token:{", "1-", "authorization: basic ", "AKIA",
			"a/", "pw ", "key ", "code=", "sid=x&", "token is ", "secret[a]", "pass (a) ", "sig\n\n\n", "token|key\n",
			"pwd\tx\n", "|pwd|\n|---|\n", "a  token  b\n", "\"pwd\",x\n", "pwd......", "=<token",
			"user 'a' identified by 'b' ", "token IN ('a','a',", "password: \"a\" -> ", "token \"${",
			"token expected:<", "</b>token:</b> ", "pin=1", "\"name\":\"dsn\",", "value a1B2c3D4e5 ", "token=$(a ",
			"?ticket=", "pwd must ", "pwd is, got a1B2c3D4e5 ");

	/** Text with signs but without secrets. */
	private static final String PLAIN = "abc=: d, \"e\" \\";

	private static long steps(String text) {
		MeantText meant = MeantText.of(text);
		SecretScanner.scan(meant);
		return meant.steps();
	}

	/**
	 * At most twice the steps of each character, and some, when the text is four times as
	 * long.
	 */
	private static void assertLinear(String unit) {
		long once = steps(unit.repeat(1 + 5_000 / unit.length()));
		long four = steps(unit.repeat(4 * (1 + 5_000 / unit.length())));
		assertThat(four).as(unit).isLessThan(8 * once + 10_000);
	}

	@Test
	void stepsAreLinearInTheLength() {
		UNITS.forEach(BoundedScanTests::assertLinear);
	}

	@Provide
	Arbitrary<String> mixtures() {
		return Arbitraries.of(UNITS).list().ofMinSize(1).ofMaxSize(4).map((units) -> String.join("", units));
	}

	@Property(tries = 500)
	void stepsAreLinearInTheLengthOfAnyMixture(@ForAll("mixtures") String unit) {
		assertLinear(unit);
	}

	/**
	 * At most three times as many as text takes that has as many signs but no names.
	 */
	@Property(tries = 300)
	void hostileTextTakesThreeTimesTheStepsOfPlainText(@ForAll("mixtures") String unit) {
		String source = unit.repeat(1 + LENGTH / unit.length());
		double plain = (double) steps(PLAIN.repeat(LENGTH / PLAIN.length())) / LENGTH;
		MeantText text = MeantText.of(source);
		long most = (long) SecretRedactor.USUAL_STEPS * source.length();
		SecretScanner scanner = SecretScanner.scan(text, most);
		assertThat(scanner.scanned()).isBetween(0, text.length());
		assertThat((double) text.steps() / source.length()).as(unit).isLessThan(3 * plain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "token=: ", "token=A", "pwd" })
	void longWordsOverflowNoStack(String start) {
		String text = start + "_Apwd".repeat(100_000);
		assertThat(SecretRedactor.create(List.of()).redact(text)).isNotEmpty();
	}

	@Test
	void whatIsBeyondTheBudgetIsLeftOutWithItsCount() {
		FailureRedactor redactor = SecretRedactor.create(List.of()).forFailure();
		String text = "lorem ipsum ".repeat(50_000);
		String redacted = redactor.redact(text);
		assertThat(redacted).startsWith("lorem ipsum ").hasSizeLessThan(SecretRedactor.BUDGET / 4);
		assertThat(redacted).matches("(?s).*\\.\\.\\. \\d+ characters left out");
		int shown = redacted.indexOf("... ");
		assertThat(redacted).endsWith("... " + (text.length() - shown) + " characters left out");
		for (int i = 0; i < 200; i++) {
			redactor.redact(text);
		}
		assertThat(redactor.redact("password=x")).isEqualTo("... 10 characters left out");
	}

	@Property(tries = 300)
	void noEdgeOfTheBudgetShowsAPartOfASecret(@ForAll @IntRange(min = 0, max = 9_000) int before,
			@ForAll @IntRange(min = 4_096, max = 8_192) int budget) {
		for (String secret : List.of("password=" + SECRET, "\"token\":\"" + SECRET + "\"",
				"Authorization: Bearer " + SECRET, "https://bob:" + SECRET + "@host", "ghp_" + SECRET + SECRET,
				"<secret>" + SECRET + "</secret>", "Duplicate entry '" + SECRET + "' for key 'users.api_token'",
				"\nuser | token\n-----+-----\nbob | " + SECRET + "\n")) {
			String text = "lorem ipsum ".repeat(1_000).substring(0, before) + " " + secret + " "
					+ "dolor sit ".repeat(1_000);
			String redacted = new SecretRedactor.OneFailure(new ApplicationPatterns(List.of()), budget).redact(text);
			for (int i = 0; i + 5 <= SECRET.length(); i++) {
				assertThat(redacted).doesNotContain(SECRET.substring(i, i + 5));
			}
		}
	}

}
