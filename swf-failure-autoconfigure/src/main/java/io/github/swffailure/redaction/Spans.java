// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The parts of a text to redact.
 */
final class Spans {

	private final MeantText text;

	private long[] spans = new long[4];

	private int size;

	Spans(MeantText text) {
		this.text = text;
	}

	/**
	 * Adds a part.
	 * @param start index of its first character in the decoded text
	 * @param end index after its last character; nothing is added unless it is greater
	 */
	void add(int start, int end) {
		if (start >= end) {
			return;
		}
		if (this.size == this.spans.length) {
			this.spans = Arrays.copyOf(this.spans, 2 * this.size);
		}
		this.spans[this.size++] = ((long) this.text.sourceStart(start) << 32) | this.text.sourceEnd(end);
	}

	/**
	 * Replaces each part, or several adjacent parts together.
	 * @param source the original text
	 * @param length the length of its beginning to return
	 * @param found called with each replaced part
	 */
	String replaceIn(String source, int length, Consumer<String> found) {
		if (this.size == 0) {
			return source.substring(0, length);
		}
		Arrays.sort(this.spans, 0, this.size);
		StringBuilder replaced = new StringBuilder(source.length());
		int copied = 0;
		for (int i = 0; i < this.size && (int) (this.spans[i] >>> 32) < length; i++) {
			int start = (int) (this.spans[i] >>> 32);
			int end = (int) this.spans[i];
			found.accept(source.substring(start, end));
			if (start >= copied && (i == 0 || start > copied)) {
				replaced.append(source, copied, start).append(SecretRedactor.REPLACEMENT);
			}
			copied = Math.max(copied, end);
		}
		return replaced.append(source, Math.min(copied, length), length).toString();
	}

}
