package io.github.swffailure.description;

/**
 * Writes the frames of an exception as strings of an array, and counts what is left out.
 */
final class JsonFrames implements FrameSelection.Visitor {

	private final JsonText json;

	private final StringBuilder line = new StringBuilder(128);

	private int omitted;

	JsonFrames(JsonText json) {
		this.json = json;
	}

	@Override
	public void frame(StackTraceElement frame) {
		this.line.setLength(0);
		FrameText.append(frame, this.line);
		this.json.string(this.line.toString());
	}

	@Override
	public void gap(int omitted) {
		this.omitted += omitted;
	}

	int omitted() {
		return this.omitted;
	}

}
