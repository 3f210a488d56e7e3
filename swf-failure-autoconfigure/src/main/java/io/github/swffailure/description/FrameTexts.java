// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.function.Function;

import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The texts of frames. Caches recent ones, because most frames of a failure are also in
 * the previous one: at most {@value #SIZE}, about half a megabyte.
 * <p>
 * Safe for use by several threads without locks, because cached objects are immutable and
 * contain their frame.
 */
final class FrameTexts {

	private static final int SIZE = 4096;

	private static final int LONGEST_KEPT = 512;

	private final @Nullable Known[] known = new Known[SIZE];

	private final Function<StackTraceElement, String> writer;

	/**
	 * Creates the texts.
	 * @param writer writes a frame
	 */
	FrameTexts(Function<StackTraceElement, String> writer) {
		this.writer = writer;
	}

	/**
	 * A frame on one line, as in {@code com.example.Payments.charge(Payments.java:42)}.
	 */
	static String line(StackTraceElement frame) {
		return SafeText.clean(frame.getClassName() + "." + frame.getMethodName() + "(" + source(frame) + ")");
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

	void append(StackTraceElement frame, TextBuffer to) {
		Known one = of(frame);
		if (one.ascii) {
			to.ascii(one.text);
		}
		else {
			to.append(one.text, 0, one.text.length());
		}
	}

	int lengthOf(StackTraceElement frame) {
		return of(frame).text.length();
	}

	private Known of(StackTraceElement frame) {
		int place = placeOf(frame);
		Known first = this.known[place];
		if (first != null && first.frame.equals(frame)) {
			return first;
		}
		Known second = this.known[place + 1];
		return (second != null && second.frame.equals(frame)) ? second : keep(frame, place);
	}

	/** The first of the two indexes where a frame may be. */
	private static int placeOf(StackTraceElement frame) {
		int hash = (frame.getClassName().hashCode() * 31 + frame.getMethodName().hashCode()) * 31
				+ frame.getLineNumber();
		return (hash ^ (hash >>> 15)) & (SIZE - 2);
	}

	private Known keep(StackTraceElement frame, int place) {
		String text = this.writer.apply(frame);
		Known one = new Known(frame, text, text.chars().allMatch((next) -> next < 0x80));
		if (text.length() <= LONGEST_KEPT) {
			this.known[place + 1] = this.known[place];
			this.known[place] = one;
		}
		return one;
	}

	private record Known(StackTraceElement frame, String text, boolean ascii) {

	}

}
