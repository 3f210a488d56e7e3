// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a decider and an operator need besides the text: all of it stands in every format
 * under the same names.
 *
 * @param code the code, if the failure has one
 * @param retryable whether running the activity again may succeed, if known
 * @param retryAfter how long to wait before, if known
 * @param fingerprint what the failure has in common with others of the same defect
 * @param context where it happened, by name: trace, worker and the like
 */
record FailureHints(@Nullable String code, @Nullable Boolean retryable, @Nullable Duration retryAfter,
		String fingerprint, Map<String, String> context) {

	/** What the line begins with. */
	private static final String LINE = "swf-failure:";

	/** Below this limit of the details there is no line. */
	static final int LEAST_LIMIT = 256;

	/**
	 * Writes the hints on one line, for a person and for a program:
	 * {@code swf-failure: code=CARD_DECLINED retryable=false fingerprint=0123456789abcdef}.
	 * Values with blanks stand in quotes, with escapes as in JSON.
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
	 * Writes a text with as many of the hints as fit: all, without the context, or only
	 * what the code has.
	 * @param limit most characters
	 * @param text writes the text with the hints
	 * @param least what fits in any case, if it does
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

	/** The time to wait in whole seconds, which is what SWF's timers take. */
	private @Nullable Long seconds() {
		return (this.retryAfter != null) ? this.retryAfter.plusMillis(999).toSeconds() : null;
	}

}
