package io.github.swffailure.description;

/**
 * Writes frames as objects with the properties of {@link StackTraceElement}.
 */
final class FlowFrames implements FrameSelection.Visitor {

	static final int LONGEST_NOTE = ",{\"className\":\"...\",\"methodName\":\"2147483647 suppressed exceptions omitted\",\"lineNumber\":-1}"
		.length();

	private static final int AROUND = ",{\"className\":,\"methodName\":,\"fileName\":,\"lineNumber\":}".length();

	private static final int LONGEST_LINE = 10;

	private final JsonText json;

	FlowFrames(JsonText json) {
		this.json = json;
	}

	static int lengthOf(StackTraceElement frame) {
		String file = frame.getFileName();
		int line = frame.getLineNumber();
		return AROUND + JsonText.lengthOf(frame.getClassName()) + JsonText.lengthOf(frame.getMethodName())
				+ ((file != null) ? JsonText.lengthOf(file) : 0)
				+ ((line >= 0) ? FrameText.digits(line) : LONGEST_LINE);
	}

	@Override
	public void frame(StackTraceElement frame) {
		this.json.open('{').name("className").string(frame.getClassName());
		this.json.name("methodName").string(frame.getMethodName());
		if (frame.getFileName() != null) {
			this.json.name("fileName").string(frame.getFileName());
		}
		this.json.name("lineNumber").literal(frame.getLineNumber()).close('}');
	}

	@Override
	public void gap(int omitted) {
		note(omitted, "frames omitted");
	}

	void note(int omitted, String what) {
		if (omitted > 0) {
			note(omitted + " " + what);
		}
	}

	void note(String note) {
		this.json.open('{').name("className").string("...").name("methodName").string(note);
		this.json.name("lineNumber").literal(-1).close('}');
	}

}
