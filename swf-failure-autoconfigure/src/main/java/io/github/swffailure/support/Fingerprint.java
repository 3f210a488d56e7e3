package io.github.swffailure.support;

import java.util.HexFormat;

/**
 * Names a defect: a hash of the types in the chain of causes and of the topmost frames of
 * the application in the innermost exception that has any. Line numbers, and what
 * compilers and proxies number, are left out, so that it is the same on every worker and
 * after edits elsewhere.
 */
final class Fingerprint {

	private static final int MAX_CAUSES = 16;

	private static final int MAX_FRAMES = 3;

	/** Deeper frames are not looked at. */
	private static final int DEEPEST_FRAME = 1024;

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	private long hash = FNV_OFFSET;

	private StackTraceElement[] frames = {};

	private Fingerprint() {
	}

	/**
	 * The fingerprint of an exception. Never throws.
	 * @param failure the exception, wrappers taken off
	 * @return 16 hexadecimal digits
	 */
	static String of(Throwable failure) {
		Fingerprint fingerprint = new Fingerprint();
		try {
			fingerprint.addChain(failure);
			fingerprint.addFrames();
		}
		catch (Throwable ex) {
			fingerprint.add("unreadable");
		}
		return HexFormat.of().toHexDigits(fingerprint.hash);
	}

	private void addChain(Throwable failure) {
		Throwable next = failure;
		for (int i = 0; i < MAX_CAUSES && next != null; i++) {
			add(next.getClass().getName());
			StackTraceElement[] candidates = next.getStackTrace();
			if (nextStable(candidates, 0) < candidates.length) {
				this.frames = candidates;
			}
			next = next.getCause();
		}
	}

	private void addFrames() {
		int at = nextStable(this.frames, 0);
		for (int i = 0; i < MAX_FRAMES && at < this.frames.length; i++) {
			add(this.frames[at].getClassName());
			add(this.frames[at].getMethodName());
			at = nextStable(this.frames, at + 1);
		}
	}

	private static int nextStable(StackTraceElement[] frames, int from) {
		for (int i = from; i < Math.min(frames.length, DEEPEST_FRAME); i++) {
			if (ApplicationFrames.contains(frames[i]) && !frames[i].getMethodName().startsWith("access$")) {
				return i;
			}
		}
		return frames.length;
	}

	/**
	 * Adds a name without the numbers after a {@code $} and what a hidden class has after
	 * its name.
	 */
	private void add(String name) {
		char last = 0;
		for (int i = 0; i < name.length() && name.charAt(i) != '/'; i++) {
			char next = name.charAt(i);
			if (last != '$' || next < '0' || next > '9') {
				add(next);
				last = next;
			}
		}
		add('\n');
	}

	private void add(char next) {
		this.hash = (this.hash ^ next) * FNV_PRIME;
	}

}
