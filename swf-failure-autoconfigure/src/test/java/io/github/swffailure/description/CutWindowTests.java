// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.redaction.SecretRedactor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of a message too long to be looked at in whole no part of a secret is shown, wherever
 * the secret stands.
 */
class CutWindowTests {

	private static final int PIECE = 8;

	private static final String CARD = "4111 1111 1111 1111";

	private static final String KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

	private static final String OPAQUE = opaque(40);

	private static final FailureRedactor REDACTOR = SecretRedactor.create(List.of("cust-\\w+"));

	/**
	 * Text without a blank in which no piece stands twice.
	 */
	private static String opaque(int length) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; text.length() < length; i++) {
			text.append('Q').append(Integer.toString(100_000 + i * 7, 36)).append('z');
		}
		return text.substring(0, length);
	}

	private static Set<String> pieces(String text) {
		Set<String> pieces = new HashSet<>();
		for (int i = 0; i + PIECE <= text.length(); i++) {
			pieces.add(text.substring(i, i + PIECE));
		}
		return pieces;
	}

	private static void assertNoPiece(String message, Set<String> secret, int detailsLimit) {
		FailureDescription description = Describing.byDefault()
			.details(detailsLimit)
			.redactedBy(REDACTOR)
			.of(withFrames(new IOException(message)));
		Set<String> shown = pieces(description.details());
		shown.addAll(pieces(description.reason()));
		shown.retainAll(secret);
		assertThat(shown).isEmpty();
	}

	/**
	 * Around each place where a message may be cut: near its ends, at the caps of
	 * messages, and at the edges of what is looked at.
	 */
	private static boolean isOfInterest(int at) {
		return at < 280 || (at > 4_060 && at < 4_180) || (at > 6_080 && at < 6_200);
	}

	@ParameterizedTest
	@ValueSource(strings = { CARD, KEY, "password=%s", "token: '%s'", "\"apiKey\":\"%s\"", "https://bob:%s@example.com",
			"Authorization: Bearer %s", "<secret>%s</secret>", "cust-%s", "AKIAIOSFODNN7EXAMPLE" })
	void secretIsNotSeenWhereverItStands(String spelling) {
		Set<String> secret = pieces(spelling.contains("%s") ? OPAQUE : spelling);
		String text = spelling.formatted(OPAQUE);
		String filler = "lorem ipsum ".repeat(3_000);
		for (int at = 0; at < 6_200; at++) {
			if (isOfInterest(at)) {
				assertNoPiece(filler.substring(0, at) + " " + text + " " + filler, secret, 32_768);
				assertNoPiece(filler + " " + text + " " + filler.substring(0, at), secret, 32_768);
			}
		}
	}

	@Property(tries = 500)
	void secretIsNotSeenInMessagesOfAnyLength(@ForAll @IntRange(max = 14_000) int before,
			@ForAll @IntRange(max = 14_000) int after, @ForAll @IntRange(max = 32_768) int limit) {
		String filler = "l\u00fcrem \uD83D\uDE00psum\n".repeat(2_000);
		assertNoPiece(filler.substring(0, before) + " password=" + OPAQUE + " " + filler.substring(0, after),
				pieces(OPAQUE), limit);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2_000, 3_000, 9_000, 16_000, 17_000, 30_000, 60_000 })
	void longTokenWithoutABlankIsNotSeen(int length) {
		String token = "eyJhbGciOiJIUzI1NiJ9." + opaque(length) + ".c2ln";
		Set<String> secret = pieces(opaque(length));
		String filler = "lorem ipsum ".repeat(3_000);
		for (int at = 0; at < 24_000; at += 997) {
			assertNoPiece(filler.substring(0, at) + " " + token + " " + filler, secret, 32_768);
			assertNoPiece(filler + " " + token + " " + filler.substring(0, at), secret, 32_768);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"token\":\"%s\"", "{\"a\":{\"token\":\"%s\"},\"b\":1}", "\"token\": \"%s\"",
			"Authorization: Bearer %s", "password=%s", "<token>%s</token>", "x=1&token=%s&y=2", "token = %s" })
	void longOpaqueValueIsNotSeenWithoutItsName(String spelling) {
		for (int length : new int[] { 2_000, 5_000, 17_000, 40_000 }) {
			String text = spelling.formatted(opaque(length));
			Set<String> secret = pieces(opaque(length));
			for (String filler : List.of("lorem ipsum ", "\"n\":[1,2],", "x=1&")) {
				String much = filler.repeat(36_000 / filler.length());
				for (int at = 0; at < 14_000; at += 1_499) {
					assertNoPiece(much.substring(0, at) + " " + text + " " + much, secret, 32_768);
					assertNoPiece(much + text + much.substring(0, at), secret, 32_768);
				}
			}
		}
	}

	@Test
	void unbrokenWordBeyondAllBoundsIsCountedOnly() {
		assertThat(Describing.byDefault().details(withFrames(new IOException("begin " + opaque(1_000_000) + " end"))))
			.isEqualTo("java.io.IOException: begin ... 1000000 characters omitted ... end");
	}

	@Test
	void documentWithoutBlanksIsStillShownAtBothEnds() {
		String document = "[" + "{\"order\":42,\"state\":\"OPEN\"},".repeat(5_000) + "{\"last\":1}]";
		String details = Describing.byDefault().redactedBy(REDACTOR).details(withFrames(new IOException(document)));
		assertThat(details).startsWith("java.io.IOException: [{\"order\":42,")
			.endsWith("{\"last\":1}]")
			.hasSizeGreaterThan(4_000);
	}

}
