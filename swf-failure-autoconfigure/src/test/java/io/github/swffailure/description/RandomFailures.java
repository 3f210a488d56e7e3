// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Makes exceptions of all shapes up: the same one for the same seed.
 */
final class RandomFailures {

	private static final String[] TAME = { "com.example.Orders", "com.example.Zahlungspr\u00fcfung",
			"com.example.\u652f\u6255\u3044", "java.util.List", "org.springframework.X", "com.example.Pool$Entry" };

	private static final String[] WILD = { "a", "\u00fcber", "\"", "\\", "\n", "\r\n", "\t", "\u0000", "\u001f",
			"\u007f", "\u009f", "\uD83D", "\uDE00", "\uD83D\uDE00", "\u6f22\u5b57", "/", "\u2028", "<init>", "lambda$0",
			".", "://", "{", "]", ",", " ", "\uFFFF", "\\u0041", "at x(" };

	private static final String[] SECRETS = { "password=hunter2 ", " {\"token\":\"hunter2\"} ",
			" https://bob:hunter2@example.com ", " 4111 1111 1111 1111 " };

	private static final int[] LINES = { 1, 42, 0, -1, -2, -3, 65_535, Integer.MAX_VALUE };

	private final Random random;

	private final boolean wild;

	private RandomFailures(long seed, boolean wild) {
		this.random = new Random(seed);
		this.wild = wild;
	}

	/**
	 * A failure whose names and messages hold characters of every kind.
	 */
	static Throwable wild(long seed) {
		return new RandomFailures(seed, true).failure();
	}

	/**
	 * A failure whose names and messages hold no line break, and no secret.
	 */
	static Throwable tame(long seed) {
		return new RandomFailures(seed, false).failure();
	}

	private Throwable failure() {
		List<Throwable> chain = chain(pick(1, 1, 2, 3, 5, 12, 40), new StackTraceElement[0]);
		for (Throwable exception : chain) {
			addSuppressed(exception, pick(0, 0, 0, 1, 2, 6), 2);
		}
		Throwable last = chain.get(chain.size() - 1);
		if (chain.size() > 1 && this.random.nextInt(8) == 0) {
			last.initCause(chain.get(this.random.nextInt(chain.size() - 1)));
		}
		return chain.get(0);
	}

	private List<Throwable> chain(int length, StackTraceElement[] enclosing) {
		List<Throwable> chain = new ArrayList<>();
		StackTraceElement[] outer = enclosing;
		for (int i = 0; i < length; i++) {
			Throwable next = exception(chain);
			outer = frames(outer);
			next.setStackTrace(outer);
			if (i > 0) {
				chain.get(i - 1).initCause(next);
			}
			chain.add(next);
		}
		return chain;
	}

	private void addSuppressed(Throwable owner, int count, int depth) {
		for (int i = 0; i < count; i++) {
			List<Throwable> suppressed = chain(pick(1, 1, 2, 4), owner.getStackTrace());
			owner.addSuppressed(suppressed.get(0));
			addSuppressed(suppressed.get(0), (depth > 0) ? pick(0, 0, 0, 1) : 0, depth - 1);
		}
	}

	/**
	 * An exception that is not taken for a copy of the one before.
	 */
	private Throwable exception(List<Throwable> before) {
		Throwable next = exception(message());
		while (!before.isEmpty() && next.getClass() == before.get(before.size() - 1).getClass()) {
			next = exception(message());
		}
		return next;
	}

	private Throwable exception(@Nullable String message) {
		return switch (this.random.nextInt(4)) {
			case 0 -> new IOException(message);
			case 1 -> new SQLException(message);
			case 2 -> new OutOfMemoryError(message);
			default -> new IllegalStateException(message);
		};
	}

	private @Nullable String message() {
		if (this.random.nextInt(10) == 0) {
			return null;
		}
		int size = pick(0, 1, 3, 20, 60);
		if (!this.wild) {
			return "\u00fc\u652f m" + "\uD83D\uDE00 x".repeat(size / 2);
		}
		String secret = (this.random.nextInt(5) == 0) ? pick(SECRETS) : "";
		return text(size) + secret + text(size / 2);
	}

	/**
	 * Frames of its own, upon the lowest ones of the enclosing stack trace.
	 */
	private StackTraceElement[] frames(StackTraceElement[] enclosing) {
		StackTraceElement[] own = new StackTraceElement[pick(0, 1, 2, 4, 30, 120)];
		for (int i = 0; i < own.length; i++) {
			own[i] = frame();
		}
		int shared = this.random.nextInt(enclosing.length + 1);
		StackTraceElement[] all = Arrays.copyOf(own, own.length + shared);
		System.arraycopy(enclosing, enclosing.length - shared, all, own.length, shared);
		return all;
	}

	@SuppressWarnings("NullAway")
	private StackTraceElement frame() {
		String file = (this.random.nextInt(6) == 0) ? null : name();
		return new StackTraceElement(name(), name(), file, pick(LINES));
	}

	private String name() {
		return this.wild ? "n" + text(this.random.nextInt(6)) : pick(TAME);
	}

	private String text(int size) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < size; i++) {
			text.append(pick(WILD));
		}
		return text.toString();
	}

	private int pick(int... values) {
		return values[this.random.nextInt(values.length)];
	}

	private String pick(String... values) {
		return values[this.random.nextInt(values.length)];
	}

}
