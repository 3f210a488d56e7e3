package io.github.swffailure.description;

/**
 * Writes the frames of an exception as strings of an array, and counts what is left out.
 */
final class JsonFrames implements FrameSelection.Visitor {

	private final JsonText json;

	private int omitted;

	JsonFrames(JsonText json) {
		this.json = json;
	}

	@Override
	public void frame(StackTraceElement frame) {
		this.json.frame(frame);
	}

	@Override
	public void gap(int omitted) {
		this.omitted += omitted;
	}

	int omitted() {
		return this.omitted;
	}

}
