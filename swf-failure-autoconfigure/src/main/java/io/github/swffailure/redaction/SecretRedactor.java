// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureRedactor;

/**
 * The redactor that this library brings. Replaces with {@value #REPLACEMENT} what
 * {@code docs/redaction.md} promises: values whose names say that they are secret,
 * whatever their notation and escapes, tokens of known shapes, passwords in URLs, private
 * keys, and numbers of payment cards; also where the same value stands again, in this or
 * a later text of the failure. Then runs the patterns of the application.
 * <p>
 * The work is linear in the length of the texts and bounded for each failure: of a text
 * beyond {@value #BUDGET} characters a failure, or an eighth of what is left of these,
 * the rest is left out, not let out. A pattern of the application that backtracks
 * catastrophically throws, and so lets only class names out.
 */
public final class SecretRedactor implements FailureRedactor {

	/** What stands in the place of a secret. */
	public static final String REPLACEMENT = "[redacted]";

	/** Most characters that are looked at for one failure. */
	static final int BUDGET = 262_144;

	/** Which part of what is left one text may take. */
	private static final int SHARE = 8;

	/** What a text may take in any case, while something is left. */
	private static final int LEAST = 4096;

	/** Next to the end of what is looked at, where a secret may be incomplete. */
	private static final int NEVER_SHOWN = 2048;

	/**
	 * Most steps for each character of a long text: twice as many as one takes that holds
	 * no name of a secret.
	 */
	static final int USUAL_STEPS = 6;

	/** Steps that the texts of a failure may take beyond that. */
	static final int UNUSUAL_STEPS = 32_768;

	private final ApplicationPatterns patterns;

	private SecretRedactor(ApplicationPatterns patterns) {
		this.patterns = patterns;
	}

	/**
	 * Creates the redactor.
	 * @param patterns regular expressions of the application; the first group of one is
	 * replaced, or all that it finds if it has none
	 * @return the redactor, safe for use by several threads
	 * @throws IllegalArgumentException if a pattern is not valid or finds the empty text
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

		/** Steps that texts may take together beyond the usual number. */
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
		 * The end of the last word before a place, so that no word is shown in part.
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
	 * Secrets that were found, as other places repeat them without their names: the
	 * statement beside the message of a database, the cause of a failed conversion.
	 */
	private static final class Repeats {

		private static final int MOST = 8;

		private static final int SHORTEST = 8;

		private static final int LONGEST = 128;

		private List<String> secrets = List.of();

		/** Notes the last word of what was found, if it is none of a language. */
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
