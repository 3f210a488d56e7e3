// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

/**
 * Decodes the escapes of a text.
 *
 * @see MeantText
 */
final class EscapeDecoder {

	/** Letters of other scripts, each followed by the ASCII letter it looks like. */
	private static final String LOOK_ALIKES = "\u0430a\u0435e\u043eo\u0440p\u0441c\u0445x\u0443y\u0456i\u0455s\u043ak"
			+ "\u0410A\u0415E\u041eO\u0420P\u0421C\u0425X\u0406I\u0405S\u041aK\u0422T\u03bfo\u03b1a\u03b9i\u03c1p";

	private final String source;

	private final char[] characters;

	private final byte[] levels;

	private final int[] starts;

	private final int[] ends;

	private int length;

	EscapeDecoder(String source) {
		this.source = source;
		this.characters = source.toCharArray();
		this.levels = new byte[source.length()];
		this.starts = new int[source.length()];
		this.ends = new int[source.length()];
	}

	/**
	 * Decodes the text.
	 * @param plain number of characters at its beginning that need no decoding
	 */
	EscapeDecoder decode(int plain) {
		for (int i = 0; i < plain; i++) {
			this.starts[i] = i;
			this.ends[i] = i + 1;
		}
		this.length = plain;
		int at = plain;
		while (at < this.source.length()) {
			at = next(at);
		}
		return this;
	}

	void into(MeantText text) {
		text.become(new String(this.characters, 0, this.length), this.levels, new int[][] { this.starts, this.ends });
	}

	private int next(int at) {
		char next = this.source.charAt(at);
		if (MeantText.isPlain(next)) {
			return put(next, at, at + 1, 0);
		}
		return switch (next) {
			case '\\' -> backslashes(at);
			case '%' -> percent(at);
			case '&' -> entity(at);
			default -> meant(next, at, at + 1, 0);
		};
	}

	private int put(char meant, int start, int end, int level) {
		this.characters[this.length] = meant;
		this.starts[this.length] = start;
		this.ends[this.length] = end;
		this.levels[this.length++] = (byte) Math.min(level, Byte.MAX_VALUE);
		return end;
	}

	private int meant(int any, int start, int end, int level) {
		if (any < 128 && any != '\u001b') {
			return put((char) any, start, end, level);
		}
		if (any == '\u001b' || any == '\ufffd') {
			return colourEnd(end);
		}
		return Characters.isInvisible(any) ? end : put(folded(any), start, end, level);
	}

	/**
	 * The end of an escape sequence for colours, such as {@code ESC[31m}.
	 */
	private int colourEnd(int from) {
		int end = from;
		if (peek(end) == '[') {
			end++;
			while (end < from + 16 && (Character.isDigit(peek(end)) || peek(end) == ';')) {
				end++;
			}
			return (peek(end) >= '@' && peek(end) <= '~') ? end + 1 : from;
		}
		return from;
	}

	private static char folded(int any) {
		int alike = LOOK_ALIKES.indexOf(any);
		return (alike >= 0 && alike % 2 == 0) ? LOOK_ALIKES.charAt(alike + 1) : Characters.folded(any);
	}

	private char peek(int index) {
		return (index < this.source.length()) ? this.source.charAt(index) : 0;
	}

	/**
	 * Each level of nesting doubles the backslashes before a quote and adds one: the
	 * level is the number of one bits at the end of their number. The others are
	 * backslashes of the text.
	 */
	private int backslashes(int at) {
		int end = at;
		while (peek(end) == '\\') {
			end++;
		}
		int level = Integer.numberOfTrailingZeros(~(end - at));
		return switch (peek(end)) {
			case '"', '\'', '`' -> quote(at, end, level);
			case 'n', 'r' -> put('\n', at, end + 1, Math.max(1, level));
			case 't' -> put('\t', at, end + 1, Math.max(1, level));
			case '/' -> put('/', at, end + 1, 0);
			case 'u', 'U' -> hexadecimal(at, end, 4, Math.max(1, level));
			case 'x', 'X' -> hexadecimal(at, end, 2, Math.max(1, level));
			case 'e' -> (peek(end + 1) == '[') ? meant('\u001b', at, end + 1, 0) : literal(at, end);
			case '0', '1' -> octal(at, end, Math.max(1, level));
			default -> literal(at, end);
		};
	}

	private int quote(int at, int end, int level) {
		int own = (1 << level) - 1;
		literal(at, end - own);
		return put(this.source.charAt(end), end - own, end + 1, level);
	}

	private int literal(int at, int end) {
		for (int i = at; i < end; i++) {
			put('\\', i, i + 1, 0);
		}
		return end;
	}

	private int octal(int at, int end, int level) {
		int value = 0;
		for (int i = end; i < end + 3; i++) {
			if (peek(i) < '0' || peek(i) > '7') {
				return literal(at, end);
			}
			value = 8 * value + peek(i) - '0';
		}
		boolean means = value == '\u001b' || (value >= ' ' && value < 128);
		return means ? meant(value, at, end + 3, level) : literal(at, end);
	}

	private int hexadecimal(int at, int end, int digits, int level) {
		int value = Characters.hexadecimal(this.source, end + 1, digits);
		return (value < 0) ? literal(at, end) : meant(value, at, end + 1 + digits, level);
	}

	private int percent(int at) {
		if (peek(at + 1) == 'u') {
			return hexadecimal(at, at + 1, 4, 1);
		}
		int end = at + 1;
		int level = 1;
		while (this.source.startsWith("25", end) && Characters.hexadecimal(this.source, end + 2, 2) >= 0) {
			end += 2;
			level++;
		}
		int value = Characters.hexadecimal(this.source, end, 2);
		if (value < 0 || value >= 128) {
			return utf8(at, end, value, level);
		}
		return meant(value, at, end + 2, level);
	}

	private int utf8(int at, int end, int first, int level) {
		int more = (first >= 0xe0 && first < 0xf0) ? 2 : (first >= 0xc2 && first < 0xe0) ? 1 : 0;
		int value = first & ((more == 2) ? 0x0f : 0x1f);
		int next = end + 2;
		for (int i = 0; i < more; i++, next += 3) {
			int continued = (peek(next) == '%') ? Characters.hexadecimal(this.source, next + 1, 2) : -1;
			if ((continued & 0xc0) != 0x80 || continued < 0) {
				return put('%', at, at + 1, 0);
			}
			value = (value << 6) | (continued & 0x3f);
		}
		return (more == 0) ? put('%', at, at + 1, 0) : meant(value, at, next, level);
	}

	private int entity(int at) {
		int end = at + 1;
		int level = 1;
		while (this.source.startsWith("amp;", end)) {
			end += 4;
			level++;
		}
		int semicolon = end;
		while (semicolon < end + 8 && Characters.isLetterOrDigitOrHash(peek(semicolon))) {
			semicolon++;
		}
		int value = (peek(semicolon) == ';') ? Characters.entity(this.source.substring(end, semicolon)) : -1;
		if (value < 0) {
			return put('&', at, (level > 1) ? end : at + 1, 0);
		}
		return meant(value, at, semicolon + 1, level);
	}

}
