// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Role;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stack trace with causes as Java prints it, without module names, and a last
 * line with the hints.
 */
final class TextLayout implements DetailsLayout {

	private final FrameTexts frames = new FrameTexts((frame) -> "\tat " + FrameTexts.line(frame));

	private final boolean lastLine;

	/**
	 * Creates the layout.
	 * @param limit maximum length of the details, which decides whether there is a last
	 * line with the hints
	 */
	TextLayout(int limit) {
		this.lastLine = limit >= FailureHints.LEAST_LIMIT;
	}

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + role.indent().length() + this.frames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return Notes.MAX_LENGTH;
	}

	@Override
	public int lengthOf(Entry entry, int messageLength) {
		Role role = entry.role();
		int length = 1 + role.indent().length() + role.caption().length() + entry.type().length();
		if (entry.message() != null && messageLength > 0) {
			length += 2 + Math.min(messageLength, entry.message().text().length());
		}
		return length + Notes.lengthOf(entry);
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		int breaks = -1; // no line break before the first line
		return breaks + (this.lastLine ? 1 + failure.hints().line().length() : 0);
	}

	@Override
	public void write(Plan plan, TextBuffer text) {
		for (Shown shown : plan.shown()) {
			write(shown, text);
		}
		if (this.lastLine) {
			plan.failure().hints().write(text.append('\n'));
		}
	}

	private void write(Shown shown, TextBuffer text) {
		Entry entry = shown.entry();
		Notes notes = new Notes(entry, text);
		notes.before();
		writeCaption(entry, shown.message(), text);
		shown.visitFrames(new Frames(entry.role().indent(), this.frames, text));
		notes.after();
	}

	/**
	 * The text whose length {@link #lengthOf(Entry, int)} returns.
	 */
	String writeWithoutFrames(Shown shown) {
		TextBuffer text = new TextBuffer();
		Notes notes = new Notes(shown.entry(), text);
		notes.before();
		writeCaption(shown.entry(), shown.message(), text);
		notes.after();
		return text.toString();
	}

	private static void writeCaption(Entry entry, @Nullable String message, TextBuffer text) {
		Role role = entry.role();
		if (text.length() > 0) {
			text.append('\n');
		}
		text.ascii(role.indent()).ascii(role.caption());
		if (entry.typeName().ascii()) {
			text.ascii(entry.type());
		}
		else {
			text.append(entry.type(), 0, entry.type().length());
		}
		if (message != null) {
			text.ascii(": ");
			if (entry.message() != null && entry.message().line()) {
				text.ascii(message);
			}
			else {
				text.append(message, 0, message.length());
			}
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		TextBuffer text = new TextBuffer();
		Entry outermost = failure.outermost();
		writeCaption(outermost, message(outermost), text);
		if (failure.rootIndex() > 0) {
			writeCaption(failure.root(), message(failure.root()), text);
		}
		String line = this.lastLine ? "\n" + failure.hints().line() : "";
		return MiddleCut.of(text.toString(), limit - line.length()) + line;
	}

	private static @Nullable String message(Entry entry) {
		return (entry.message() != null) ? entry.message().text() : null;
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

	/** The lines about omitted parts of an exception. */
	private static final class Notes {

		/** Length of the longest note, with the largest number. */
		static final int MAX_LENGTH = "\n\t\t... 2147483647 suppressed exceptions omitted".length();

		private final Entry entry;

		private final TextBuffer text;

		Notes(Entry entry, TextBuffer text) {
			this.entry = entry;
			this.text = text;
		}

		static int lengthOf(Entry entry) {
			if (!entry.place().hasNotes() && entry.frames().common() == 0) {
				return 0;
			}
			Notes notes = new Notes(entry, new TextBuffer());
			notes.before();
			notes.after();
			return notes.text.length();
		}

		/** Writes the notes before the exception. */
		void before() {
			add("", this.entry.place().causesOmitted(), "cause");
		}

		/** Writes the notes after its frames. */
		void after() {
			add("\t", this.entry.frames().common(), "common frame");
			add("\t", this.entry.place().suppressedOmitted(), "suppressed exception");
			String end = this.entry.place().end();
			if (end != null) {
				line("").append('[').append(end, 0, end.length()).append(']');
			}
		}

		private void add(String indent, int omitted, String what) {
			if (omitted > 0) {
				line(indent).ascii("... ")
					.ascii(Integer.toString(omitted))
					.append(' ')
					.ascii(what)
					.ascii((omitted == 1) ? "" : "s")
					.ascii(" omitted");
			}
		}

		private TextBuffer line(String indent) {
			return this.text.append('\n').ascii(this.entry.role().indent()).ascii(indent);
		}

	}

}
