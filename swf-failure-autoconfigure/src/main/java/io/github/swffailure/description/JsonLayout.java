// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.function.Consumer;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.DetailsWriter.Tree;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Place;
import io.github.swffailure.description.ReadFailure.Role;

/**
 * Writes one JSON object: the outermost exception with its code, and its causes in an
 * array, the root cause last.
 */
final class JsonLayout implements DetailsLayout {

	private static final int LONGEST_NOTE = ",\"suppressedOmitted\":2147483647".length();

	private static final int AROUND = ",\"causes\":[]".length();

	private final FrameTexts frames = new FrameTexts(
			(frame) -> new JsonText(new TextBuffer()).string(FrameTexts.line(frame)).toString());

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + this.frames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Entry entry, int messageLength) {
		JsonText json = new JsonText(new TextBuffer());
		Shown shown = new Shown(entry, messageLength, null);
		writeHead(shown, json.open('{'));
		json.key("frames").open('[').close(']');
		writeNotes(entry, json);
		return json.key("suppressed").open('[').close(']').key("causes").open('[').close(']').close('}').length() + 1;
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		JsonText json = new JsonText(new TextBuffer());
		failure.hints().write(json);
		return AROUND + 1 + json.length();
	}

	@Override
	public void write(Plan plan, TextBuffer text) {
		JsonText json = new JsonText(text);
		Tree outermost = plan.tree();
		writeHead(outermost.shown(), json.open('{'));
		plan.failure().hints().write(json);
		writeRest(outermost, json);
	}

	private static void writeHead(Shown shown, JsonText json) {
		json.key("type").string(shown.entry().type());
		String message = shown.message();
		if (message != null) {
			json.key("message").string(message);
		}
	}

	private void writeRest(Tree tree, JsonText json) {
		writeFrames(tree.shown(), json);
		writeNotes(tree.entry(), json);
		if (!tree.suppressed().isEmpty()) {
			writeAll("suppressed", tree.suppressed(), json);
		}
		if (!tree.causes().isEmpty()) {
			writeAll("causes", tree.causes(), json);
		}
		if (!tree.awaited().isEmpty()) {
			writeAll("awaitedAt", tree.awaited(), json);
		}
		json.close('}');
	}

	private void writeAll(String name, Iterable<Tree> trees, JsonText json) {
		json.key(name).open('[');
		for (Tree tree : trees) {
			writeHead(tree.shown(), json.open('{'));
			writeRest(tree, json);
		}
		json.close(']');
	}

	private void writeFrames(Shown shown, JsonText json) {
		if (shown.entry().frames().own() > 0) {
			json.key("frames").open('[');
			Frames frames = new Frames(json, this.frames);
			shown.visitFrames(frames);
			json.close(']');
			writeNote("framesOmitted", frames.omitted(), json);
		}
	}

	private static void writeNotes(Entry entry, JsonText json) {
		Place place = entry.place();
		writeNote("commonFrames", entry.frames().common(), json);
		writeNote("suppressedOmitted", place.suppressedOmitted(), json);
		writeNote("causesOmitted", place.causesOmitted(), json);
		if (place.end() != null) {
			json.key("end").string(place.end());
		}
	}

	private static void writeNote(String name, int omitted, JsonText json) {
		if (omitted > 0) {
			json.key(name).literal(omitted);
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		return failure.hints().fitting(limit, (hints) -> least(failure, hints), "{}");
	}

	private static String least(ReadFailure failure, Consumer<JsonText> hints) {
		JsonText json = new JsonText(new TextBuffer());
		hints.accept(json.open('{').key("type").string(failure.outermost().type()));
		return json.close('}').toString();
	}

	/**
	 * Writes the frames of an exception as strings of an array, and counts omitted ones.
	 */
	private static final class Frames implements FrameSelection.Visitor {

		private final JsonText json;

		private final FrameTexts texts;

		private int omitted;

		Frames(JsonText json, FrameTexts texts) {
			this.json = json;
			this.texts = texts;
		}

		@Override
		public void frame(StackTraceElement frame) {
			this.json.frame(frame, this.texts);
		}

		@Override
		public void gap(int omitted) {
			this.omitted += omitted;
		}

		int omitted() {
			return this.omitted;
		}

	}

}
