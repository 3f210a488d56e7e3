package io.github.swffailure.description;

import io.github.swffailure.description.DetailsPlan.Shown;
import io.github.swffailure.description.Link.Role;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stack trace with causes as Java prints it, without the names of modules.
 */
final class TextLayout implements DetailsLayout {

	private final FrameTexts frames = new FrameTexts((frame) -> "\tat " + FrameText.of(frame));

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + role.indent().length() + this.frames.lengthOf(frame);
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
	public void write(DetailsPlan plan, TextBuffer text) {
		for (Shown shown : plan.shown()) {
			write(shown, text);
		}
	}

	private void write(Shown shown, TextBuffer text) {
		Link link = shown.link();
		TextNotes notes = new TextNotes(link, text);
		notes.before();
		writeCaption(link, shown.message(), text);
		shown.visitFrames(new Frames(link.place().role().indent(), this.frames, text));
		notes.after();
	}

	/**
	 * What {@link #lengthOf(Link, int)} tells the length of.
	 */
	String writeWithoutFrames(Shown shown) {
		TextBuffer text = new TextBuffer();
		TextNotes notes = new TextNotes(shown.link(), text);
		notes.before();
		writeCaption(shown.link(), shown.message(), text);
		notes.after();
		return text.toString();
	}

	private static void writeCaption(Link link, @Nullable String message, TextBuffer text) {
		Role role = link.place().role();
		if (text.length() > 0) {
			text.append('\n');
		}
		text.ascii(role.indent()).ascii(role.caption());
		text.append(link.type(), 0, link.type().length());
		if (message != null) {
			text.ascii(": ").append(message, 0, message.length());
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		TextBuffer text = new TextBuffer();
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

	private record Frames(String indent, FrameTexts texts, TextBuffer text) implements FrameSelection.Visitor {

		@Override
		public void frame(StackTraceElement frame) {
			this.text.append('\n').ascii(this.indent);
			this.texts.append(frame, this.text);
		}

		@Override
		public void gap(int omitted) {
			this.text.append('\n').ascii(this.indent).ascii("\t... ").ascii(Integer.toString(omitted));
			this.text.ascii((omitted == 1) ? " frame omitted" : " frames omitted");
		}

	}

}
