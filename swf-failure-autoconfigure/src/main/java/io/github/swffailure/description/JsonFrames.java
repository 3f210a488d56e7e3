package io.github.swffailure.description;

/**
 * Writes the frames of an exception as strings of an array, and counts what is left out.
 */
final class JsonFrames implements FrameSelection.Visitor {

	private final JsonText json;

	private final FrameTexts texts;

	private int omitted;

	JsonFrames(JsonText json, FrameTexts texts) {
		this.json = json;
		this.texts = texts;
	}

	@Override
	public void frame(StackTraceElement frame) {
		this.json.frame(frame, this.texts);
	}

	@Override
	public void gap(int omitted) {
		this.omitted += omitted;
	}

	int omitted() {
		return this.omitted;
	}

}
