// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * Redacts credentials without a name: after an HTTP authentication scheme, after an
 * option of a command, and in JSON web keys.
 */
final class Credentials {

	/** Private members of a JSON web key, RFC 7517. */
	private static final Set<String> KEY_PARTS = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

	private static final int LONGEST_CREDENTIAL = 512;

	private static final int LONGEST_USER = 64;

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
	 * @return the end of the value, or 0 if there is none
	 */
	int afterOption(int start, int end) {
		if (Characters.isAlphanumeric(this.text.at(start - 1))) {
			return 0;
		}
		boolean user = this.text.hasAt(end - 2, "-u") || this.text.hasAt(end - 5, "-user");
		int value = argument(end);
		if (user && value > end) {
			return afterUser(value);
		}
		if (end == start + 2 && "pPaw".indexOf(this.text.at(start + 1)) >= 0 && value > end) {
			int pair = (this.text.at(start + 1) == 'a') ? afterUser(value) : 0;
			if (pair > 0 || this.look.isSecret(value)) {
				return (pair > 0) ? pair : redact(value, this.ends.bare(value, false, 0));
			}
		}
		if (this.text.at(start + 1) != 'p') {
			return this.text.hasAt(start, "-u") ? afterUser(start + 2) : 0;
		}
		if (end == start + 2 && Characters.isQuote(this.text.at(end))) {
			return redact(end + 1, nextQuote(end + 1, this.text.at(end)));
		}
		return this.look.isSecret(start + 2) ? redact(start + 2, this.ends.bare(start + 2, false, 0)) : 0;
	}

	/**
	 * The start of an option's argument, as in {@code -p x} and {@code ['-p', 'x']}.
	 */
	private int argument(int from) {
		int i = from;
		while (i < from + 5 && " ,'\"=".indexOf(this.text.at(i)) >= 0) {
			i++;
		}
		return i;
	}

	/**
	 * Redacts a password after a user, as in {@code curl -u bob:x}.
	 */
	private int afterUser(int start) {
		int i = start;
		while (i < start + LONGEST_USER
				&& (Characters.isName(this.text.at(i)) || "@\\+".indexOf(this.text.at(i)) >= 0)) {
			i++;
		}
		char before = this.text.at(start - 1);
		int end = (this.text.at(i) != ':' || i == start) ? 0
				: Characters.isQuote(before) ? nextQuote(i + 1, before) : this.ends.bare(i + 1, false, 0);
		boolean letter = false;
		for (int at = i + 1; at < end; at++) {
			letter |= Characters.isLetter(this.text.at(at));
		}
		return letter && hasDigit(i + 1, end) ? redact(i + 1, end) : 0;
	}

	/** The next quote, whatever follows it. */
	private int nextQuote(int from, char quote) {
		int i = from;
		while (i < this.text.length() && this.text.at(i) != quote && this.text.at(i) != '\n') {
			i++;
		}
		return i;
	}

	/**
	 * Redacts a member of a JSON web key, such as {@code "d":"x"}.
	 * @return the end of the value, or 0 if there is none
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

	/** Whether a word is the scheme "Basic", which is not the name of a secret. */
	static boolean isBasic(String text, int start, int end) {
		return end - start == 5 && text.regionMatches(true, start, "basic", 0, 5);
	}

	int credential(int start) {
		int first = start + (Characters.isQuote(this.text.at(start)) ? 1 : 0);
		int end = first;
		while (end < first + LONGEST_CREDENTIAL
				&& (Characters.isAlphanumeric(this.text.at(end)) || "-._~+/=".indexOf(this.text.at(end)) >= 0)
				&& this.text.at(end) != 0) {
			end++;
		}
		end = this.ends.withoutPunctuation(first, end);
		boolean secret = end - first >= 24
				|| (end - first >= 8 && (hasDigit(first, end) || isUserAndPassword(first, end)));
		return secret ? redact(first, this.ends.withoutPunctuation(first, this.ends.bare(first, false, 0))) : 0;
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
