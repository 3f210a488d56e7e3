// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Additional data for deciders and operators, with the same names in every format.
 *
 * @param code the code, if the failure has one
 * @param retryable whether running the activity again may succeed, if known
 * @param retryAfter how long to wait before a retry, if known
 * @param fingerprint the fingerprint of the defect
 * @param context where it happened: for example trace and worker, by name
 */
record FailureHints(@Nullable String code, @Nullable Boolean retryable, @Nullable Duration retryAfter,
		String fingerprint, Map<String, String> context) {

	/** The prefix of the line. */
	private static final String LINE = "swf-failure:";

	/** If the details are limited to less, there is no line. */
	static final int LEAST_LIMIT = 256;

	/**
	 * Writes the hints on one line, which people and programs can read:
	 * {@code swf-failure: code=CARD_DECLINED retryable=false fingerprint=0123456789abcdef}.
	 * Values with spaces are in quotes, with escapes as in JSON.
	 */
	void write(TextBuffer line) {
		line.ascii(LINE);
		addPlain(line, " code=", this.code);
		addPlain(line, " retryable=", this.retryable);
		addPlain(line, " retry-after=", seconds());
		addPlain(line, " fingerprint=", this.fingerprint);
		this.context.forEach((name, value) -> add(line, name, value));
	}

	String line() {
		TextBuffer line = new TextBuffer();
		write(line);
		return line.toString();
	}

	private static void addPlain(TextBuffer line, String label, @Nullable Object value) {
		if (value != null) {
			line.ascii(label).ascii(value.toString());
		}
	}

	private static void add(TextBuffer line, String name, String value) {
		String shown = isPlain(value) ? value : quoted(value);
		line.append(' ').append(name, 0, name.length()).append('=').append(shown, 0, shown.length());
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next == '"' || next == '\\' || next == '=' || Character.isWhitespace(next)
					|| Character.isSpaceChar(next)) {
				return false;
			}
		}
		return !text.isEmpty();
	}

	private static String quoted(String text) {
		return new JsonText(new TextBuffer()).string(text).toString();
	}

	/**
	 * Writes a text with as many hints as fit: all, all without the context, or only code
	 * and retry advice.
	 * @param limit maximum number of characters
	 * @param text writes the text with the hints
	 * @param least the text if none of these fits, unless it is too long itself
	 */
	String fitting(int limit, Function<Consumer<JsonText>, String> text, String least) {
		List<Consumer<JsonText>> choices = List.of(this::write, this::writeDefect, this::writeAdvice);
		for (Consumer<JsonText> hints : choices) {
			String written = text.apply(hints);
			if (written.length() <= limit) {
				return written;
			}
		}
		return (least.length() <= limit) ? least : "";
	}

	/** Writes the hints as members of an object. */
	void write(JsonText json) {
		writeDefect(json);
		this.context.forEach((name, value) -> json.name(name).string(value));
	}

	private void writeDefect(JsonText json) {
		writeAdvice(json);
		json.key("fingerprint").string(this.fingerprint);
	}

	private void writeAdvice(JsonText json) {
		if (this.code != null) {
			json.key("code").string(this.code);
		}
		if (this.retryable != null) {
			json.key("retryable").literal(this.retryable);
		}
		Long seconds = seconds();
		if (seconds != null) {
			json.key("retryAfter").literal(seconds);
		}
	}

	/** The time to wait in whole seconds, which SWF's timers require. */
	private @Nullable Long seconds() {
		return (this.retryAfter != null) ? this.retryAfter.plusMillis(999).toSeconds() : null;
	}

}
