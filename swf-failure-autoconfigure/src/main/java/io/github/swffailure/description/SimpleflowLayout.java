// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.function.Consumer;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Role;

/**
 * Writes the JSON object that a decider with simpleflow, a Python library, decodes:
 * {@code error}, {@code error_type}, {@code message}, and the lines of the stack trace in
 * {@code traceback}.
 */
final class SimpleflowLayout implements DetailsLayout {

	private static final int AROUND = "{\"error\":,\"error_type\":,\"message\":,\"traceback\":[]}".length();

	private final TextLayout text = new TextLayout(0);

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return role.indent().length() + "\\t\\tat ,".length() + JsonText.lengthOf(FrameTexts.line(frame));
	}

	@Override
	public int lengthOfGap() {
		return this.text.lengthOfGap() + 8; // quotes, comma, escapes
	}

	@Override
	public int lengthOf(Entry entry, int messageLength) {
		Shown shown = new Shown(entry, messageLength, null);
		JsonText json = new JsonText(new TextBuffer());
		writeLines(this.text.writeWithoutFrames(shown), json);
		return json.length() + 1 + ((entry.role() == Role.FAILURE) ? JsonText.lengthOf(message(shown)) : 0);
	}

	private static String message(Shown shown) {
		String message = shown.message();
		return (message != null) ? message : "";
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		Entry outermost = failure.outermost();
		JsonText json = new JsonText(new TextBuffer());
		failure.hints().write(json);
		return AROUND + 1 + json.length() + JsonText.lengthOf(outermost.type())
				+ JsonText.lengthOf(outermost.simpleType());
	}

	@Override
	public void write(Plan plan, TextBuffer text) {
		JsonText json = new JsonText(text);
		Shown outermost = plan.shown().get(0);
		writeTypes(outermost.entry(), json);
		plan.failure().hints().write(json);
		json.key("message").string(message(outermost)).key("traceback").open('[');
		TextBuffer lines = new TextBuffer(new byte[1024], text.limit());
		this.text.write(plan, lines);
		writeLines(lines.toString(), json);
		json.close(']').close('}');
		if (lines.isFull()) {
			text.setFull();
		}
	}

	private static void writeTypes(Entry entry, JsonText json) {
		json.open('{').key("error").string(entry.simpleType());
		json.key("error_type").string(entry.type());
	}

	private static void writeLines(String text, JsonText json) {
		int start = 0;
		for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
			json.string(text.substring(start, end));
			start = end + 1;
		}
		json.string(text.substring(start));
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		return failure.hints().fitting(limit, (hints) -> least(failure, hints), "{}");
	}

	private static String least(ReadFailure failure, Consumer<JsonText> hints) {
		JsonText json = new JsonText(new TextBuffer());
		writeTypes(failure.outermost(), json);
		hints.accept(json);
		return json.close('}').toString();
	}

}
