package io.github.swffailure.description;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DetailsPlan.Shown;
import io.github.swffailure.description.Link.Place;
import io.github.swffailure.description.Link.Role;
import io.github.swffailure.description.ReadFailure.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object: the outermost exception with its code, and its causes in an
 * array, the root cause last.
 */
final class JsonLayout implements DetailsLayout {

	private static final int LONGEST_NOTE = ",\"suppressedOmitted\":2147483647".length();

	private static final int AROUND = ",\"retryable\":false,\"fingerprint\":\"0123456789abcdef\",\"causes\":[]"
		.length();

	private final FrameTexts frames = new FrameTexts(
			(frame) -> new JsonText(new TextBuffer()).string(FrameText.of(frame)).toString());

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + this.frames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		JsonText json = new JsonText(new TextBuffer());
		Shown shown = new Shown(link, messageLength, null);
		writeHead(shown, json.open('{'));
		json.key("frames").open('[').close(']');
		writeNotes(link, json);
		return json.key("suppressed").open('[').close(']').key("causes").open('[').close(']').close('}').length() + 1;
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		ReasonCode code = code(failure);
		return AROUND + ((code != null) ? ",\"code\":\"\"".length() + code.code().length() : 0);
	}

	private static @Nullable ReasonCode code(ReadFailure failure) {
		Verdict verdict = failure.verdict();
		return (verdict != null) ? verdict.code() : null;
	}

	@Override
	public void write(DetailsPlan plan, TextBuffer text) {
		JsonText json = new JsonText(text);
		ShownTree outermost = ShownTree.of(plan.shown());
		writeHead(outermost.shown(), json.open('{'));
		writeVerdict(plan.failure(), json);
		writeRest(outermost, json);
	}

	/**
	 * Writes what a decider asks for: code, whether to retry, fingerprint.
	 */
	static void writeVerdict(ReadFailure failure, JsonText json) {
		ReasonCode code = code(failure);
		if (code != null) {
			json.key("code").string(code.code()).key("retryable").literal(code.retryable());
		}
		json.key("fingerprint").string(failure.fingerprint());
	}

	private static void writeHead(Shown shown, JsonText json) {
		json.key("type").string(shown.link().type());
		String message = shown.message();
		if (message != null) {
			json.key("message").string(message);
		}
	}

	private void writeRest(ShownTree tree, JsonText json) {
		writeFrames(tree.shown(), json);
		writeNotes(tree.link(), json);
		if (!tree.suppressed().isEmpty()) {
			writeAll("suppressed", tree.suppressed(), json);
		}
		if (!tree.causes().isEmpty()) {
			writeAll("causes", tree.causes(), json);
		}
		json.close('}');
	}

	private void writeAll(String name, Iterable<ShownTree> trees, JsonText json) {
		json.key(name).open('[');
		for (ShownTree tree : trees) {
			writeHead(tree.shown(), json.open('{'));
			writeRest(tree, json);
		}
		json.close(']');
	}

	private void writeFrames(Shown shown, JsonText json) {
		if (shown.link().frames().own() > 0) {
			json.key("frames").open('[');
			JsonFrames frames = new JsonFrames(json, this.frames);
			shown.visitFrames(frames);
			json.close(']');
			writeNote("framesOmitted", frames.omitted(), json);
		}
	}

	private static void writeNotes(Link link, JsonText json) {
		Place place = link.place();
		writeNote("commonFrames", link.frames().common(), json);
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
		JsonText least = new JsonText(new TextBuffer());
		least.open('{').key("type").string(failure.outermost().type());
		ReasonCode code = code(failure);
		if (code != null) {
			least.key("code").string(code.code()).key("retryable").literal(code.retryable());
		}
		String object = least.close('}').toString();
		if (object.length() <= limit) {
			return object;
		}
		return (limit >= 2) ? "{}" : "";
	}

}
