package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.description.DetailsPlan.Shown;
import io.github.swffailure.description.Link.Place;
import io.github.swffailure.description.Link.Role;

/**
 * Writes what the {@code JsonDataConverter} of the AWS Flow Framework for Java reads as
 * an exception: {@code ["class",{"message":...,"stackTrace":[...],"cause":[...]}]}. What
 * is left out stands as a frame of its own. Code and fingerprint stand in the property
 * {@code swfFailure}, which the framework skips.
 */
final class FlowLayout implements DetailsLayout {

	private static final String NO_CAUSE = "null";

	private final FrameTexts frames = new FrameTexts(FlowFrames::textOf);

	private final FlowTypes types;

	FlowLayout(DescriptionSettings.Details settings) {
		this.types = new FlowTypes(settings.flowTypes());
	}

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + this.frames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return FlowFrames.LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		JsonText json = new JsonText(new TextBuffer());
		writeHead(new Shown(link, messageLength, null), json);
		writeNotes(link, new FlowFrames(json.key("stackTrace").open('['), this.frames));
		json.close(']').key("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[').close(']').close(']');
		json.key("cause").literal(NO_CAUSE).close('}').close(']');
		return json.length() + 1 + ((link.place().causesOmitted() > 0) ? lengthOfGap() : 0);
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		JsonText json = new JsonText(new TextBuffer());
		writeVerdict(failure, json.open('{'));
		return json.length();
	}

	private static void writeVerdict(ReadFailure failure, JsonText json) {
		json.key("swfFailure").open('{').key("type").string(failure.outermost().type());
		JsonLayout.writeVerdict(failure, json);
		json.close('}');
	}

	@Override
	public void write(DetailsPlan plan, TextBuffer text) {
		JsonText json = new JsonText(text);
		ShownTree outermost = ShownTree.of(plan.shown());
		writeHead(outermost.shown(), json);
		writeVerdict(plan.failure(), json);
		writeBody(outermost, json);
		writeCauses(outermost.causes(), json);
		json.close('}').close(']');
	}

	private void writeHead(Shown shown, JsonText json) {
		json.open('[').string(this.types.sent(shown.link().type())).open('{');
		String message = this.types.message(shown);
		if (message != null) {
			json.key("message").string(message);
		}
	}

	private void writeBody(ShownTree tree, JsonText json) {
		FlowFrames frames = new FlowFrames(json.key("stackTrace").open('['), this.frames);
		tree.shown().visitFrames(frames);
		writeNotes(tree.link(), frames);
		json.close(']');
		if (!tree.suppressed().isEmpty()) {
			json.key("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[');
			for (ShownTree suppressed : tree.suppressed()) {
				writeHead(suppressed.shown(), json);
				writeBody(suppressed, json);
				writeCauses(suppressed.causes(), json);
				json.close('}').close(']');
			}
			json.close(']').close(']');
		}
	}

	/**
	 * Writes causes within each other, without recursion.
	 */
	private void writeCauses(List<ShownTree> causes, JsonText json) {
		int open = 0;
		for (ShownTree cause : causes) {
			open += 1 + writeOmitted(cause.link().place().causesOmitted(), json);
			writeHead(cause.shown(), json.key("cause"));
			writeBody(cause, json);
		}
		json.key("cause").literal(NO_CAUSE);
		for (int i = 0; i < open; i++) {
			json.close('}').close(']');
		}
	}

	private static int writeOmitted(int causes, JsonText json) {
		if (causes == 0) {
			return 0;
		}
		json.key("cause").open('[').string(FlowTypes.ANY).open('{');
		json.key("message").string("... " + causes + " causes omitted ...");
		json.key("stackTrace").open('[').close(']');
		return 1;
	}

	private static void writeNotes(Link link, FlowFrames frames) {
		Place place = link.place();
		frames.note(link.frames().common(), "common frames omitted");
		frames.note(place.suppressedOmitted(), "suppressed exceptions omitted");
		if (place.end() != null) {
			frames.note(place.end());
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		return "";
	}

}
