package io.github.swffailure.description;

/**
 * A frame on one line, as in {@code com.example.Payments.charge(Payments.java:42)}.
 */
final class FrameText {

	private FrameText() {
	}

	static String of(StackTraceElement frame) {
		return CleanText.of(frame.getClassName() + "." + frame.getMethodName() + "(" + source(frame) + ")");
	}

	private static String source(StackTraceElement frame) {
		if (frame.isNativeMethod()) {
			return "Native Method";
		}
		String file = frame.getFileName();
		if (file == null) {
			return "Unknown Source";
		}
		return (frame.getLineNumber() >= 0) ? file + ":" + frame.getLineNumber() : file;
	}

}
