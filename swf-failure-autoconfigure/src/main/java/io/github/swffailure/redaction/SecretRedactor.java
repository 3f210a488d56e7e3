// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureRedactor;

/**
 * The redactor of this library. Replaces the secrets described in
 * {@code docs/redaction.md} with {@value #REPLACEMENT}: values after names of secrets, in
 * all notations and escapes, tokens with known shapes, passwords in URLs, private keys,
 * and payment card numbers. Also replaces repetitions of the same value, in this or a
 * later text of the failure. Then applies the patterns of the application.
 * <p>
 * The time is linear in the length of the texts and bounded per failure. It reads at most
 * {@value #BUDGET} characters of a failure, and of each text at most an eighth of what is
 * left of these; the rest of a text is left out. A pattern of the application that
 * backtracks catastrophically throws an exception, so that only class names are reported.
 */
public final class SecretRedactor implements FailureRedactor {

	/** The replacement for a secret. */
	public static final String REPLACEMENT = "[redacted]";

	/** Maximum number of characters that are read of one failure. */
	static final int BUDGET = 262_144;

	/** One text may use this fraction of the remaining budget. */
	private static final int SHARE = 8;

	/** A text may always use this much of the remaining budget. */
	private static final int LEAST = 4096;

	/** Characters before the end of the part that is read, where a secret may be cut. */
	private static final int NEVER_SHOWN = 2048;

	/**
	 * Maximum number of steps per character of a long text: twice as many as a text
	 * without names of secrets needs.
	 */
	static final int USUAL_STEPS = 6;

	/** Additional steps for all texts of a failure. */
	static final int UNUSUAL_STEPS = 32_768;

	private final ApplicationPatterns patterns;

	private SecretRedactor(ApplicationPatterns patterns) {
		this.patterns = patterns;
	}

	/**
	 * Creates the redactor.
	 * @param patterns regular expressions of the application; the first group is
	 * replaced, or the whole match if there is no group
	 * @return the redactor, safe for use by several threads
	 * @throws IllegalArgumentException if a pattern is invalid or matches the empty text
	 */
	public static FailureRedactor create(List<String> patterns) {
		return new SecretRedactor(new ApplicationPatterns(patterns));
	}

	@Override
	public String redact(String text) {
		return forFailure().redact(text);
	}

	@Override
	public FailureRedactor forFailure() {
		return new OneFailure(this.patterns, BUDGET);
	}

	/** Redacts the texts of one failure. */
	static final class OneFailure implements FailureRedactor {

		private final ApplicationPatterns patterns;

		private final ApplicationPatterns.Steps steps = new ApplicationPatterns.Steps();

		private final Repeats repeats = new Repeats();

		private int left;

		/** Additional steps that are left. */
		private long unusual = UNUSUAL_STEPS;

		OneFailure(ApplicationPatterns patterns, int budget) {
			this.patterns = patterns;
			this.left = budget;
		}

		@Override
		public String redact(String text) {
			int allowed = Math.min(this.left, Math.max(this.left / SHARE, LEAST));
			int length = Math.min(text.length(), allowed);
			this.left -= length;
			boolean harmless = length == text.length() && !QuickLook.findsAnything(text);
			String redacted = this.repeats.replaceIn(harmless ? text : redact(text, length));
			return this.patterns.redact(redacted, this.steps);
		}

		private String redact(String text, int length) {
			MeantText meant = MeantText.of(text.substring(0, length));
			long usual = (long) USUAL_STEPS * length;
			SecretScanner scanner = SecretScanner.scan(meant, usual + this.unusual);
			this.unusual -= Math.max(0, meant.steps() - usual);
			int scanned = (scanner.scanned() == meant.length()) ? length : meant.sourceStart(scanner.scanned());
			int end = (scanned == text.length()) ? scanned : lastBreak(text, scanned - NEVER_SHOWN);
			String redacted = scanner.spans().replaceIn(text, end, this.repeats::note);
			return (end == text.length()) ? redacted
					: redacted + "... " + (text.length() - end) + " characters left out";
		}

		/**
		 * The last index at which no word is cut.
		 */
		private static int lastBreak(String text, int from) {
			int end = Math.max(0, from);
			while (end > 0 && isInWord(text.charAt(end - 1))) {
				end--;
			}
			return end;
		}

		private static boolean isInWord(char any) {
			return Characters.isName(any) || any == '+' || any == '/' || any == '=';
		}

	}

	/**
	 * Secrets that were found. Other texts may repeat them without their names, for
	 * example the statement in a message of a database, or the cause of a failed
	 * conversion.
	 */
	private static final class Repeats {

		private static final int MOST = 8;

		private static final int SHORTEST = 8;

		private static final int LONGEST = 128;

		private List<String> secrets = List.of();

		/** Remembers the last word of a secret, if it has letters and digits. */
		void note(String found) {
			int end = found.length();
			while (end > 0 && !Characters.isAscii(found.charAt(end - 1))) {
				end--;
			}
			int start = found.lastIndexOf(' ', end - 1) + 1;
			while (start < end && !Characters.isAscii(found.charAt(start))) {
				start++;
			}
			String word = found.substring(start, end);
			boolean mixed = word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isLetter);
			if (mixed && word.length() >= SHORTEST && word.length() <= LONGEST && this.secrets.size() < MOST
					&& !this.secrets.contains(word)) {
				this.secrets = this.secrets.isEmpty() ? new ArrayList<>(2) : this.secrets;
				this.secrets.add(word);
			}
		}

		String replaceIn(String text) {
			String replaced = text;
			for (String secret : this.secrets) {
				replaced = replaced.replace(secret, REPLACEMENT);
			}
			return replaced;
		}

	}

}
