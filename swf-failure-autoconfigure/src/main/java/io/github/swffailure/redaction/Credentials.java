package io.github.swffailure.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tells words that are credentials from words of a language.
 */
final class Credentials {

	private static final Pattern LONG_LOWER_CASE = Pattern.compile("[a-z]{10}");

	private static final Pattern DOTS = Pattern.compile("\\.+$");

	private static final char UNDECODABLE = '\uFFFD';

	private Credentials() {
	}

	/**
	 * Whether a word is a credential, as in {@code Basic dXNlcjpwYXNz}, not a word of
	 * English, as in {@code basic authentication}.
	 */
	static boolean isCredential(String word) {
		return word.length() >= 24 || word.endsWith("=") || word.chars().anyMatch(Character::isDigit)
				|| isUserWithPassword(DOTS.matcher(word).replaceFirst(""));
	}

	private static boolean isUserWithPassword(String word) {
		try {
			String decoded = new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
			return decoded.indexOf(':') > 0 && decoded.chars().allMatch(Credentials::isReadable);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isReadable(int character) {
		return character != UNDECODABLE && (!Character.isISOControl(character) || "\t\n\r".indexOf(character) >= 0);
	}

	/**
	 * Whether a word is made of all kinds of characters, as keys are, but has no word of
	 * a language in it, as names and paths have.
	 */
	static boolean isRandom(String word) {
		return word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isUpperCase)
				&& word.chars().anyMatch(Character::isLowerCase) && !LONG_LOWER_CASE.matcher(word).find();
	}

}
