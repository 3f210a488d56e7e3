// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Text with a limit: a part that does not fit is not written, nor is anything after it.
 * Holds one byte per character until a character needs two, which makes writing most
 * texts faster.
 */
final class TextBuffer {

	private static final int LARGEST_BYTE = 0xFF;

	private final int limit;

	private byte[] bytes;

	private int length;

	private @Nullable StringBuilder wide;

	private boolean full;

	/** Creates an empty text without a limit. */
	TextBuffer() {
		this(new byte[256], Integer.MAX_VALUE);
	}

	/**
	 * Creates an empty text.
	 * @param bytes overwritten; replaced by a larger array if too small
	 * @param limit maximum number of characters
	 */
	TextBuffer(byte[] bytes, int limit) {
		this.bytes = bytes;
		this.limit = limit;
	}

	/** Appends an ASCII character. */
	TextBuffer append(char next) {
		if (this.wide != null) {
			return append(String.valueOf(next), 0, 1);
		}
		if (makeRoom(1)) {
			this.bytes[this.length++] = (byte) next;
		}
		return this;
	}

	TextBuffer append(String text, int from, int to) {
		if (makeRoom(to - from)) {
			if (this.wide == null && !putBytes(text, from, to)) {
				this.wide = new StringBuilder(this.bytes.length).append(this);
			}
			if (this.wide != null) {
				this.wide.append(text, from, to);
			}
			this.length += to - from;
		}
		return this;
	}

	private boolean putBytes(String text, int from, int to) {
		int at = this.length;
		for (int i = from; i < to; i++) {
			char next = text.charAt(i);
			if (next > LARGEST_BYTE) {
				return false;
			}
			this.bytes[at++] = (byte) next;
		}
		return true;
	}

	/** Appends ASCII text. */
	@SuppressWarnings("deprecation") // the only copy that does not check each character
	TextBuffer ascii(String text) {
		int more = text.length();
		if (makeRoom(more)) {
			if (this.wide == null) {
				text.getBytes(0, more, this.bytes, this.length);
			}
			else {
				this.wide.append(text);
			}
			this.length += more;
		}
		return this;
	}

	private boolean makeRoom(int more) {
		if (this.full || more > this.limit - this.length) {
			this.full = true;
			return false;
		}
		if (more > this.bytes.length - this.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.min(this.limit, 2 * (this.length + more)));
		}
		return true;
	}

	int length() {
		return this.length;
	}

	int limit() {
		return this.limit;
	}

	/** Whether a part did not fit. */
	boolean isFull() {
		return this.full;
	}

	void setFull() {
		this.full = true;
	}

	byte[] bytes() {
		return this.bytes;
	}

	@Override
	public String toString() {
		return (this.wide != null) ? this.wide.toString()
				: new String(this.bytes, 0, this.length, StandardCharsets.ISO_8859_1);
	}

}
