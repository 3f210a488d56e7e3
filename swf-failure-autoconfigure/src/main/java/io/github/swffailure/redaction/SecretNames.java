package io.github.swffailure.redaction;

import java.util.ArrayList;
import java.util.List;

/**
 * Names that secrets go by, in any case style and as a part of a property path.
 */
final class SecretNames {

	/** What a name says of its value. */
	enum Kind {

		/** Nothing. */
		NONE,

		/** It is secret if it looks like that. */
		MAYBE,

		/** It is secret. */
		SECRET,

		/** A part of its path says that it is secret. */
		PATH,

		/** It is secret, and so is the rest of its line. */
		HEADER

	}

	private static final int LONGEST = 128;

	/** Other letters than those of English are no part of a name, but may touch it. */
	private static final char FIRST_OTHER = 128;

	private SecretNames() {
	}

	/**
	 * What a name says, be it one word or a path.
	 * @param text the text
	 * @param start where the name starts
	 * @param end where it ends
	 */
	static Kind kindOf(MeantText text, int start, int end) {
		List<String> words = new ArrayList<>();
		int first = Math.max(text.hasAt(start, "-d") ? start + 2 : start, end - LONGEST);
		int segmentEnd = end;
		Kind kind = Kind.NONE;
		for (int i = end - 1; i >= first - 1; i--) {
			if (i < first || text.at(i) == '.') {
				words.clear();
				split(text, i + 1, segmentEnd, words);
				Kind own = (end - i == 6 && text.hasAt(i + 1, "_auth")) ? Kind.SECRET : kindOf(words);
				if (segmentEnd == end) {
					kind = own;
				}
				else if (own == Kind.SECRET) {
					return Kind.PATH;
				}
				if (own == Kind.SECRET || own == Kind.HEADER || isAbout(words)) {
					return kind;
				}
				segmentEnd = i;
			}
		}
		return kind;
	}

	/**
	 * Whether a name is one whose value is a signature or credentials, or neither.
	 */
	static boolean isSignature(MeantText text, int end) {
		return text.hasAt(end - 3, "sig") || text.hasAt(end - 9, "signature") || text.hasAt(end - 4, "auth");
	}

	/**
	 * Whether a segment behind the name of a secret says that the value is none.
	 */
	private static boolean isAbout(List<String> words) {
		return !words.isEmpty() && NameWords.ABOUT.contains(words.get(words.size() - 1));
	}

	private static Kind kindOf(List<String> words) {
		if (words.isEmpty()) {
			return Kind.NONE;
		}
		Kind pair = kindOfTwo(words);
		if (pair != Kind.NONE) {
			return pair;
		}
		int end = words.size();
		while (end > 1 && isNeutral(words.get(end - 1))) {
			end--;
		}
		String last = words.get(end - 1);
		String before = (end > 1) ? words.get(end - 2) : "";
		Kind kind = kindOf(last, before, words);
		if (kind == Kind.NONE && !NameWords.ABOUT.contains(last) && end > 1 && hasSecret(words, end - 1)) {
			return Kind.MAYBE;
		}
		return kind;
	}

	private static boolean hasSecret(List<String> words, int end) {
		return words.subList(0, end).stream().anyMatch(NameWords.SECRET::contains);
	}

	private static boolean isNeutral(String word) {
		return NameWords.NEUTRAL.contains(word) || Characters.isDigit(word.charAt(0));
	}

	private static Kind kindOf(String last, String before, List<String> words) {
		if (last.equals("key") || last.equals("keys")) {
			return kindOfKey(before, words);
		}
		if (last.startsWith("token")
				&& (NameWords.COUNTED.contains(before) || NameWords.COUNTED.contains(words.get(0)))) {
			return Kind.NONE;
		}
		if (last.equals("signature") && NameWords.SIGNED.contains(before)) {
			return Kind.SECRET;
		}
		if (last.equals("token") && NameWords.PAGING.contains(before)) {
			return Kind.NONE;
		}
		if (last.endsWith("cookie") || last.endsWith("cookies")) {
			return (last.length() > 7) ? Kind.MAYBE : Kind.HEADER;
		}
		if (NameWords.SECRET.contains(last)) {
			return Kind.SECRET;
		}
		if (last.endsWith("authorization")) {
			return before.equals("pre") ? Kind.NONE : Kind.HEADER;
		}
		return hasSecretEnd(last) ? Kind.SECRET : isMaybe(last, before) ? Kind.MAYBE : Kind.NONE;
	}

	private static boolean isMaybe(String last, String before) {
		boolean alone = before.isEmpty() || (!last.equals("code") && !last.equals("state"));
		return (NameWords.MAYBE.contains(last) && alone) || (last.equals("code") && NameWords.CODE_OF.contains(before));
	}

	private static boolean hasSecretEnd(String word) {
		if (word.endsWith("pass") && word.length() > 4) {
			return !NameWords.PASS_WORDS.contains(word);
		}
		for (String end : NameWords.ENDS) {
			if (word.endsWith(end)) {
				return true;
			}
		}
		return false;
	}

	private static Kind kindOfKey(String before, List<String> words) {
		if (NameWords.PUBLIC_KEY.contains(before)) {
			return Kind.NONE;
		}
		return NameWords.KEY_OF.contains(before) || hasSecretEnd(before) || hasSecret(words, words.size() - 1)
				? Kind.SECRET : Kind.MAYBE;
	}

	/**
	 * Names that only two words make.
	 */
	private static Kind kindOfTwo(List<String> words) {
		String last = words.get(words.size() - 1);
		String before = (words.size() > 1) ? words.get(words.size() - 2) : "";
		return switch (last) {
			case "word", "phrase" -> before.equals("pass") ? Kind.SECRET : Kind.NONE;
			case "id" -> before.equals("session") ? Kind.SECRET : Kind.NONE;
			case "string" -> before.equals("connection") ? Kind.MAYBE : Kind.NONE;
			case "url" -> before.equals("webhook") ? Kind.MAYBE : Kind.NONE;
			case "connectionstring", "samlresponse", "samlrequest" -> Kind.MAYBE;
			case "response", "request" -> before.equals("saml") ? Kind.MAYBE : Kind.NONE;
			case "jsessionid", "phpsessid", "sessid", "sessionid" -> Kind.SECRET;
			default -> Kind.NONE;
		};
	}

	/**
	 * Splits {@code X-Auth-Key}, {@code dbPassword} and {@code DB_PASS2} into words in
	 * lower case.
	 */
	private static void split(MeantText text, int start, int end, List<String> words) {
		StringBuilder word = new StringBuilder();
		char before = 0;
		char next = text.at(start);
		for (int i = start; i < end; i++) {
			char after = (i + 1 < end) ? text.at(i + 1) : 0;
			if (!Characters.isAlphanumeric(next) || startsWord(before, next, after)) {
				add(word, words);
			}
			if (Characters.isAlphanumeric(next)) {
				word.append(MeantText.lower(next));
			}
			before = next;
			next = after;
		}
		add(word, words);
	}

	private static boolean startsWord(char before, char next, char after) {
		if (Characters.isDigit(next) != Characters.isDigit(before) || next >= FIRST_OTHER != before >= FIRST_OTHER) {
			return true;
		}
		return Characters.isUpper(next)
				&& (Characters.isLower(before) || (Characters.isUpper(before) && Characters.isLower(after)));
	}

	private static void add(StringBuilder word, List<String> words) {
		if (!word.isEmpty()) {
			words.add(word.toString());
			word.setLength(0);
		}
	}

}
