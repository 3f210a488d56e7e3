package io.github.swffailure.description;

/**
 * The lines that tell what of an exception is left out.
 */
final class TextNotes {

	/** Longest of the notes, with the largest number. */
	static final int MAX_LENGTH = "\n\t\t... 2147483647 suppressed exceptions omitted".length();

	private final Link link;

	private final TextBuffer text;

	TextNotes(Link link, TextBuffer text) {
		this.link = link;
		this.text = text;
	}

	static int lengthOf(Link link) {
		if (!link.place().hasNotes() && link.frames().common() == 0) {
			return 0;
		}
		TextNotes notes = new TextNotes(link, new TextBuffer());
		notes.before();
		notes.after();
		return notes.text.length();
	}

	/**
	 * Writes what stands before the exception.
	 */
	void before() {
		add("", this.link.place().causesOmitted(), "cause");
	}

	/**
	 * Writes what stands after its frames.
	 */
	void after() {
		add("\t", this.link.frames().common(), "common frame");
		add("\t", this.link.place().suppressedOmitted(), "suppressed exception");
		String end = this.link.place().end();
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
		return this.text.append('\n').ascii(this.link.place().role().indent()).ascii(indent);
	}

}
