// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Finds names of secrets, prefixes of tokens and other signs in one pass, with an
 * Aho-Corasick automaton, which takes one step per character for any text.
 */
final class Signs {

	/** Nothing ends here. */
	static final int NOTHING = 0;

	/** A part of the name of a secret. */
	static final int NAME = 1;

	/** The first of the signs that are neither names nor tokens. */
	private static final int FIRST = 2;

	/** The other signs, in the order of their numbers. */
	private static final List<String> OWN = List.of("://", "begin", "end", "jdbc:oracle", "kty", "value",
			"duplicate entry", "from string", "expected:", "binding parameter", "data:");

	static final int URL = FIRST;

	static final int BEGIN = FIRST + 1;

	static final int END = FIRST + 2;

	static final int ORACLE = FIRST + 3;

	static final int KEY_TYPE = FIRST + 4;

	static final int VALUE = FIRST + 5;

	static final int DUPLICATE = FIRST + 6;

	static final int FROM_STRING = FIRST + 7;

	static final int EXPECTED = FIRST + 8;

	static final int BINDING = FIRST + 9;

	static final int DATA = FIRST + 10;

	private static final int FIRST_TOKEN = FIRST + 11;

	private static final List<String> ROOTS = List.of("pass", "pwd", "pw", "psw", "pswd", "psk", "sas", "secret",
			"token", "cred", "key", "auth", "sess", "sid", "cookie", "sig", "jwt", "bearer", "basic", "csrf", "xsrf",
			"pin", "otp", "code", "nonce", "salt", "seed", "mnemonic", "dsn", "connection", "connstr", "conn_str",
			"conn-str", "assertion", "saml", "cvv", "cvc", "csc", "kennwort", "senha", "contrasena", "webhook",
			"identified", "verifier", "securestring", "remember", "phrase", "_pat", "hmac", "ticket", "invite",
			"fernet", "puk", "clave", "mdp", "motdepasse", "wachtwoord", "parola", "haslo", "id_rsa");

	private static final int WIDTH = 6;

	/** The first symbol that is not in a base64 word. */
	static final int FIRST_OTHER = 36;

	static final int DOT = 38;

	static final int SLASH = 39;

	static final int PLUS = 40;

	/** The first symbol that is not in a name, except {@link #LETTER}. */
	static final int FIRST_BOUNDARY = 39;

	/** A letter that is not in any sign. */
	static final int LETTER = 62;

	private static final byte[] SYMBOLS = new byte[128];

	private static final List<Token> TOKENS = new ArrayList<>();

	static {
		Arrays.fill(SYMBOLS, (byte) 63);
		for (int i = 0; i < 26; i++) {
			SYMBOLS['a' + i] = (byte) i;
			SYMBOLS['A' + i] = (byte) i;
		}
		for (int i = 0; i < 10; i++) {
			SYMBOLS['0' + i] = (byte) (26 + i);
		}
		String others = "_-./+:  $";
		for (int i = 0; i < others.length(); i++) {
			SYMBOLS[others.charAt(i)] = (byte) (FIRST_OTHER + i);
		}
		SYMBOLS['$'] = LETTER;
		TokenShape.ALL.forEach((shape) -> shape.prefixes().forEach((prefix) -> TOKENS.add(new Token(shape, prefix))));
	}

	private static final Automaton AUTOMATON = new Automaton();

	static final short[] NEXT = AUTOMATON.next();

	static final short[] FOUND = AUTOMATON.found();

	/** The number of characters of a sign that have been read in a state. */
	static final short[] READ = AUTOMATON.read();

	private Signs() {
	}

	/**
	 * Visits all signs.
	 */
	static void forEach(Consumer<String> visitor) {
		ROOTS.forEach(visitor);
		OWN.forEach(visitor);
		TOKENS.forEach((token) -> visitor.accept(token.prefix));
	}

	static int symbol(char any) {
		return (any < 128) ? SYMBOLS[any] : LETTER;
	}

	/**
	 * The token that begins with a sign.
	 */
	static Token token(int sign) {
		return TOKENS.get(sign - FIRST_TOKEN);
	}

	static boolean isToken(int sign) {
		return sign >= FIRST_TOKEN;
	}

	/**
	 * The length of a sign.
	 */
	static int length(int sign) {
		return isToken(sign) ? token(sign).prefix.length() : OWN.get(sign - FIRST).length();
	}

	record Token(TokenShape shape, String prefix) {
	}

	private static final class Automaton {

		private final List<int[]> children = new ArrayList<>();

		private final List<Integer> ends = new ArrayList<>();

		private final List<Integer> read = new ArrayList<>();

		Automaton() {
			addState(0);
			ROOTS.forEach((root) -> add(root, NAME));
			for (int i = 0; i < OWN.size(); i++) {
				add(OWN.get(i), FIRST + i);
			}
			for (int i = 0; i < TOKENS.size(); i++) {
				add(TOKENS.get(i).prefix, FIRST_TOKEN + i);
			}
			complete();
		}

		private int addState(int read) {
			int[] none = new int[1 << WIDTH];
			Arrays.fill(none, -1);
			this.children.add(none);
			this.ends.add(NOTHING);
			this.read.add(read);
			return this.children.size() - 1;
		}

		private void add(String sign, int number) {
			int state = 0;
			for (char next : sign.toCharArray()) {
				int symbol = symbol(next);
				if (this.children.get(state)[symbol] < 0) {
					int added = addState(this.read.get(state) + 1);
					this.children.get(state)[symbol] = added;
				}
				state = this.children.get(state)[symbol];
			}
			this.ends.set(state, number);
		}

		/**
		 * Sets the next state for each symbol: that of the longest suffix of the input
		 * that is a prefix of a sign.
		 */
		private void complete() {
			int[] fallbacks = new int[this.children.size()];
			Queue<Integer> states = new ArrayDeque<>(List.of(0));
			while (!states.isEmpty()) {
				int state = states.remove();
				int[] next = this.children.get(state);
				int[] fallback = this.children.get(fallbacks[state]);
				if (this.ends.get(state) == NOTHING) {
					this.ends.set(state, this.ends.get(fallbacks[state]));
				}
				for (int symbol = 0; symbol < next.length; symbol++) {
					if (next[symbol] < 0) {
						next[symbol] = (state == 0) ? 0 : fallback[symbol];
					}
					else {
						fallbacks[next[symbol]] = (state == 0) ? 0 : fallback[symbol];
						states.add(next[symbol]);
					}
				}
			}
		}

		short[] next() {
			short[] next = new short[this.children.size() << WIDTH];
			for (int state = 0; state < this.children.size(); state++) {
				for (int symbol = 0; symbol < 1 << WIDTH; symbol++) {
					next[(state << WIDTH) | symbol] = (short) this.children.get(state)[symbol];
				}
			}
			return next;
		}

		short[] found() {
			return shorts(this.ends);
		}

		short[] read() {
			return shorts(this.read);
		}

		private static short[] shorts(List<Integer> numbers) {
			short[] shorts = new short[numbers.size()];
			for (int i = 0; i < shorts.length; i++) {
				shorts[i] = numbers.get(i).shortValue();
			}
			return shorts;
		}

	}

}
