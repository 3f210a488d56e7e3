package io.github.swffailure.description;

/**
 * Writes frames as objects with the properties of {@link StackTraceElement}.
 */
final class FlowFrames implements FrameSelection.Visitor {

	static final int LONGEST_NOTE = ",{\"className\":\"...\",\"methodName\":\"2147483647 suppressed exceptions omitted\",\"lineNumber\":-1}"
		.length();

	private final JsonText json;

	private final FrameTexts texts;

	FlowFrames(JsonText json, FrameTexts texts) {
		this.json = json;
		this.texts = texts;
	}

	/**
	 * Writes one frame.
	 */
	static String textOf(StackTraceElement frame) {
		JsonText json = new JsonText(new TextBuffer()).open('{');
		json.key("className").string(CleanText.of(frame.getClassName()));
		json.key("methodName").string(CleanText.of(frame.getMethodName()));
		if (frame.getFileName() != null) {
			json.key("fileName").string(CleanText.of(frame.getFileName()));
		}
		return json.key("lineNumber").literal(frame.getLineNumber()).close('}').toString();
	}

	@Override
	public void frame(StackTraceElement frame) {
		this.json.frame(frame, this.texts);
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
		this.json.open('{').key("className").string("...").key("methodName").string(note);
		this.json.key("lineNumber").literal(-1).close('}');
	}

}
