package io.github.swffailure.description;

/**
 * A frame on one line, as in {@code com.example.Payments.charge(Payments.java:42)}.
 */
final class FrameText {

	private static final String NATIVE = "Native Method";

	private static final String UNKNOWN = "Unknown Source";

	private FrameText() {
	}

	static int lengthOf(StackTraceElement frame) {
		return frame.getClassName().length() + frame.getMethodName().length() + 1 + lengthOfSource(frame);
	}

	/**
	 * Length of file and line, with their parentheses.
	 */
	static int lengthOfSource(StackTraceElement frame) {
		String file = frame.getFileName();
		int line = frame.getLineNumber();
		if (frame.isNativeMethod()) {
			return 2 + NATIVE.length();
		}
		if (file == null) {
			return 2 + UNKNOWN.length();
		}
		return 2 + file.length() + ((line >= 0) ? 1 + digits(line) : 0);
	}

	static void append(StackTraceElement frame, StringBuilder text) {
		text.append(frame.getClassName()).append('.').append(frame.getMethodName()).append('(');
		String file = frame.getFileName();
		if (file != null && !frame.isNativeMethod()) {
			text.append(file);
		}
		appendAfterFile(frame, text);
		text.append(')');
	}

	/**
	 * Appends the line, or what stands in the place of file and line.
	 */
	static void appendAfterFile(StackTraceElement frame, StringBuilder text) {
		int line = frame.getLineNumber();
		if (frame.isNativeMethod()) {
			text.append(NATIVE);
		}
		else if (frame.getFileName() == null) {
			text.append(UNKNOWN);
		}
		else if (line >= 0) {
			text.append(':').append(line);
		}
	}

	static int digits(int number) {
		int digits = 1;
		for (int rest = number; rest >= 10; rest /= 10) {
			digits++;
		}
		return digits;
	}

}
