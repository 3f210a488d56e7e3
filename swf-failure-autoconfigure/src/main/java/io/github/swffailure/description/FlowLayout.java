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

	private final FlowTypes types;

	FlowLayout(DescriptionSettings.Details settings) {
		this.types = new FlowTypes(settings.flowTypes());
	}

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return FlowFrames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return FlowFrames.LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		JsonText json = new JsonText(256);
		writeHead(new Shown(link, messageLength, null), json);
		writeNotes(link, new FlowFrames(json.name("stackTrace").open('[')));
		json.close(']').name("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[').close(']').close(']');
		json.name("cause").literal(NO_CAUSE).close('}').close(']');
		return json.length() + 1 + ((link.place().causesOmitted() > 0) ? lengthOfGap() : 0);
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		JsonText json = new JsonText(128);
		writeVerdict(failure, json.open('{'));
		return json.length();
	}

	private static void writeVerdict(ReadFailure failure, JsonText json) {
		json.name("swfFailure").open('{').name("type").string(failure.outermost().type());
		JsonLayout.writeVerdict(failure, json);
		json.close('}');
	}

	@Override
	public String write(DetailsPlan plan) {
		JsonText json = new JsonText(plan.length());
		ShownTree outermost = ShownTree.of(plan.shown());
		writeHead(outermost.shown(), json);
		writeVerdict(plan.failure(), json);
		writeBody(outermost, json);
		writeCauses(outermost.causes(), json);
		return json.close('}').close(']').toString();
	}

	private void writeHead(Shown shown, JsonText json) {
		json.open('[').string(this.types.sent(shown.link().type())).open('{');
		String message = this.types.message(shown);
		if (message != null) {
			json.name("message").string(message);
		}
	}

	private void writeBody(ShownTree tree, JsonText json) {
		FlowFrames frames = new FlowFrames(json.name("stackTrace").open('['));
		tree.shown().visitFrames(frames);
		writeNotes(tree.link(), frames);
		json.close(']');
		if (!tree.suppressed().isEmpty()) {
			json.name("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[');
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
			writeHead(cause.shown(), json.name("cause"));
			writeBody(cause, json);
		}
		json.name("cause").literal(NO_CAUSE);
		for (int i = 0; i < open; i++) {
			json.close('}').close(']');
		}
	}

	private static int writeOmitted(int causes, JsonText json) {
		if (causes == 0) {
			return 0;
		}
		json.name("cause").open('[').string(FlowTypes.ANY).open('{');
		json.name("message").string("... " + causes + " causes omitted ...");
		json.name("stackTrace").open('[').close(']');
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
