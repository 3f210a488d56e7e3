package io.github.swffailure.description;

import io.github.swffailure.description.DetailsPlan.Shown;
import io.github.swffailure.description.Link.Role;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stack trace with causes as Java prints it, without the names of modules.
 */
final class TextLayout implements DetailsLayout {

	private static final String AT = "\n\tat ";

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return AT.length() + role.indent().length() + FrameText.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return TextNotes.MAX_LENGTH;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		Role role = link.place().role();
		int length = 1 + role.indent().length() + role.caption().length() + link.type().length();
		if (link.message() != null && messageLength > 0) {
			length += 2 + Math.min(messageLength, link.message().text().length());
		}
		return length + TextNotes.lengthOf(link);
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		return -1; // no line break before the first line
	}

	@Override
	public String write(DetailsPlan plan) {
		StringBuilder text = new StringBuilder(plan.length());
		for (Shown shown : plan.shown()) {
			write(shown, text);
		}
		return text.toString();
	}

	private static void write(Shown shown, StringBuilder text) {
		Link link = shown.link();
		TextNotes notes = new TextNotes(link, text);
		notes.before();
		writeCaption(link, shown.message(), text);
		shown.visitFrames(frames(link.place().role(), text));
		notes.after();
	}

	/**
	 * What {@link #lengthOf(Link, int)} tells the length of.
	 */
	String writeWithoutFrames(Shown shown) {
		StringBuilder text = new StringBuilder(128);
		TextNotes notes = new TextNotes(shown.link(), text);
		notes.before();
		writeCaption(shown.link(), shown.message(), text);
		notes.after();
		return text.toString();
	}

	private static void writeCaption(Link link, @Nullable String message, StringBuilder text) {
		Role role = link.place().role();
		if (text.length() > 0) {
			text.append('\n');
		}
		text.append(role.indent()).append(role.caption()).append(link.type());
		if (message != null) {
			text.append(": ").append(message);
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		StringBuilder text = new StringBuilder(256);
		Link outermost = failure.outermost();
		writeCaption(outermost, message(outermost), text);
		if (failure.rootIndex() > 0) {
			writeCaption(failure.root(), message(failure.root()), text);
		}
		return MiddleCut.of(text.toString(), limit);
	}

	private static @Nullable String message(Link link) {
		return (link.message() != null) ? link.message().text() : null;
	}

	private static Frames frames(Role role, StringBuilder text) {
		return new Frames(role.indent(), role.indent().isEmpty() ? AT : "\n" + role.indent() + "\tat ", text);
	}

	private record Frames(String indent, String at, StringBuilder text) implements FrameSelection.Visitor {

		@Override
		public void frame(StackTraceElement frame) {
			this.text.append(this.at);
			FrameText.append(frame, this.text);
		}

		@Override
		public void gap(int omitted) {
			this.text.append('\n').append(this.indent);
			this.text.append("\t... ").append(omitted).append((omitted == 1) ? " frame omitted" : " frames omitted");
		}

	}

}
