// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * Credentials without a name: after a scheme of HTTP authentication, after an option of a
 * command, and in keys in the form of JSON.
 */
final class Credentials {

	/** Of keys in the form of JSON, RFC 7517. */
	private static final Set<String> KEY_PARTS = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

	private static final int LONGEST_CREDENTIAL = 512;

	private final MeantText text;

	private final Spans spans;

	private final ValueEnds ends;

	private final SecretLook look;

	Credentials(SecretScanner.Parts parts) {
		this.text = parts.text();
		this.spans = parts.spans();
		this.ends = parts.ends();
		this.look = parts.look();
	}

	/**
	 * Redacts a password right after an option, as in {@code mysql -psecret}.
	 * @return where the value ends, or 0 if there is none
	 */
	int afterOption(int start, int end) {
		if (this.text.at(start + 1) != 'p' || Characters.isAlphanumeric(this.text.at(start - 1))) {
			return 0;
		}
		if (end == start + 2 && Characters.isQuote(this.text.at(end))) {
			return redact(end + 1, nextQuote(end + 1, this.text.at(end)));
		}
		return this.look.isSecret(start + 2) ? redact(start + 2, this.ends.bare(start + 2, false, 0)) : 0;
	}

	/** The very next, as the one before may belong to something else. */
	private int nextQuote(int from, char quote) {
		int i = from;
		while (i < this.text.length() && this.text.at(i) != quote && this.text.at(i) != '\n') {
			i++;
		}
		return i;
	}

	/**
	 * Redacts a part of a private key in the form of JSON, such as {@code "d":"x"}.
	 * @return where the value ends, or 0 if there is none
	 */
	int afterKeyPart(int start, int end) {
		boolean part = KEY_PARTS.contains(this.text.toString().substring(start, end));
		if (!part || !Characters.isQuote(this.text.at(start - 1))) {
			return 0;
		}
		Operator operator = Operator.after(this.text, start, end);
		int value = operator.valueStart();
		boolean secret = operator.kind() == Operator.Kind.COLON && Characters.isQuote(this.text.at(value))
				&& this.look.isSecret(value + 1);
		return secret ? redact(value + 1, this.ends.quoted(value)) : 0;
	}

	boolean isScheme(int start, int end) {
		return this.text.hasAt(end - 6, "bearer") || (this.text.hasAt(start, "basic") && end - start == 5);
	}

	/**
	 * Whether a scheme stands in a text that no name has.
	 */
	static boolean isBasic(String text, int start, int end) {
		return end - start == 5 && text.regionMatches(true, start, "basic", 0, 5);
	}

	int credential(int start) {
		int end = start;
		while (end < start + LONGEST_CREDENTIAL
				&& (Characters.isAlphanumeric(this.text.at(end)) || "-._~+/=".indexOf(this.text.at(end)) >= 0)
				&& this.text.at(end) != 0) {
			end++;
		}
		end = this.ends.withoutPunctuation(start, end);
		boolean secret = end - start >= 24
				|| (end - start >= 8 && (hasDigit(start, end) || isUserAndPassword(start, end)));
		return secret ? redact(start, this.ends.withoutPunctuation(start, this.ends.bare(start, false, 0))) : 0;
	}

	private boolean hasDigit(int start, int end) {
		for (int i = start; i < end; i++) {
			if (Characters.isDigit(this.text.at(i)) || this.text.at(i) == '=') {
				return true;
			}
		}
		return false;
	}

	private boolean isUserAndPassword(int start, int end) {
		try {
			byte[] decoded = Base64.getDecoder().decode(this.text.toString().substring(start, end));
			String pair = new String(decoded, StandardCharsets.UTF_8);
			return pair.indexOf(':') > 0 && pair.chars().allMatch((next) -> next >= ' ' && next != '\ufffd');
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private int redact(int start, int end) {
		this.spans.add(start, end);
		return end;
	}

}
