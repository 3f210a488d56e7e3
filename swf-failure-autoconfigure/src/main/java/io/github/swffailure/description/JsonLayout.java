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

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + JsonText.lengthOf(frame.getClassName()) - 2 + JsonText.lengthOf(frame.getMethodName())
				+ FrameText.lengthOfSource(frame) + 1 + ((frame.getFileName() != null)
						? JsonText.lengthOf(frame.getFileName()) - 2 - frame.getFileName().length() : 0);
	}

	@Override
	public int lengthOfGap() {
		return LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		JsonText json = new JsonText(128);
		Shown shown = new Shown(link, messageLength, null);
		writeHead(shown, json.open('{'));
		json.name("frames").open('[').close(']');
		writeNotes(link, json);
		return json.name("suppressed").open('[').close(']').name("causes").open('[').close(']').close('}').length() + 1;
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
	public String write(DetailsPlan plan) {
		JsonText json = new JsonText(plan.length());
		ShownTree outermost = ShownTree.of(plan.shown());
		writeHead(outermost.shown(), json.open('{'));
		writeVerdict(plan.failure(), json);
		writeRest(outermost, json);
		return json.toString();
	}

	/**
	 * Writes what a decider asks for: code, whether to retry, fingerprint.
	 */
	static void writeVerdict(ReadFailure failure, JsonText json) {
		ReasonCode code = code(failure);
		if (code != null) {
			json.name("code").string(code.code()).name("retryable").literal(code.retryable());
		}
		json.name("fingerprint").string(failure.fingerprint());
	}

	private static void writeHead(Shown shown, JsonText json) {
		json.name("type").string(shown.link().type());
		String message = shown.message();
		if (message != null) {
			json.name("message").string(message);
		}
	}

	private static void writeRest(ShownTree tree, JsonText json) {
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

	private static void writeAll(String name, Iterable<ShownTree> trees, JsonText json) {
		json.name(name).open('[');
		for (ShownTree tree : trees) {
			writeHead(tree.shown(), json.open('{'));
			writeRest(tree, json);
		}
		json.close(']');
	}

	private static void writeFrames(Shown shown, JsonText json) {
		if (shown.link().frames().own() > 0) {
			json.name("frames").open('[');
			JsonFrames frames = new JsonFrames(json);
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
			json.name("end").string(place.end());
		}
	}

	private static void writeNote(String name, int omitted, JsonText json) {
		if (omitted > 0) {
			json.name(name).literal(omitted);
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		JsonText least = new JsonText(128);
		least.open('{').name("type").string(failure.outermost().type());
		ReasonCode code = code(failure);
		if (code != null) {
			least.name("code").string(code.code()).name("retryable").literal(code.retryable());
		}
		String object = least.close('}').toString();
		if (object.length() <= limit) {
			return object;
		}
		return (limit >= 2) ? "{}" : "";
	}

}
