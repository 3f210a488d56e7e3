// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Identifies a defect, by a hash of the types in the chain of causes and of the topmost
 * application frames in the innermost exception that has any. Leaves out everything that
 * may differ between workers, JDKs, pools, proxies or attempts: line numbers, generated
 * frames, wrappers without information, and repetitions of a type.
 */
final class Fingerprint {

	/** Maximum number of types in the hash. */
	private static final int MAX_TYPES = 16;

	private static final int MAX_CAUSES = 1000;

	private static final int MAX_FRAMES = 3;

	/** Deeper frames are ignored. */
	private static final int DEEPEST_FRAME = 1024;

	/** How often a method must be on the stack to count as recursive. */
	private static final int RECURSION = 3;

	private static final long PRIME = 0x9e3779b97f4a7c15L;

	private static final long UNREADABLE = 1;

	private long hash = PRIME;

	private Fingerprint() {
	}

	/**
	 * The fingerprint of an exception. Never throws.
	 * @param failure the exception, including wrappers
	 * @return 16 hexadecimal digits
	 */
	static String of(Throwable failure) {
		try {
			return of(chainOf(failure));
		}
		catch (Throwable ex) {
			return new Fingerprint().add(UNREADABLE).digits();
		}
	}

	/** The fingerprint of a failure and all its causes. Never throws. */
	static String of(List<Throwable> chain) {
		Fingerprint fingerprint = new Fingerprint();
		try {
			fingerprint.addTypes(chain);
			fingerprint.addFrames(chain);
		}
		catch (Throwable ex) {
			fingerprint.add(UNREADABLE);
		}
		return fingerprint.digits();
	}

	private static List<Throwable> chainOf(Throwable failure) {
		List<Throwable> chain = new ArrayList<>(4);
		Throwable next = failure;
		for (int i = 0; i < MAX_CAUSES && next != null; i++) {
			chain.add(next);
			next = Wrappers.causeOf(next);
		}
		return chain;
	}

	private void addTypes(List<Throwable> chain) {
		int types = 0;
		Class<?> last = null;
		for (int i = 0; i < chain.size() && types < MAX_TYPES; i++) {
			Class<?> type = chain.get(i).getClass();
			boolean root = i + 1 == chain.size();
			boolean repeated = type == last || (!root && type == chain.get(i + 1).getClass());
			if (!repeated && (root || Wrappers.carriedBy(chain.get(i)) == null)) {
				add(ApplicationFrames.hashOfType(type.getName()));
				last = type;
				types++;
			}
		}
	}

	private void addFrames(List<Throwable> chain) {
		for (int i = chain.size() - 1; i >= 0; i--) {
			StackTraceElement[] frames = chain.get(i).getStackTrace();
			if (nextWritten(frames, 0) < frames.length) {
				if (!(chain.get(i) instanceof StackOverflowError) || !addRecursion(frames)) {
					addTopmost(frames, chain.subList(0, i + 1));
				}
				return;
			}
		}
	}

	/**
	 * Adds the topmost frames. If the thread has too few, frames of the thread that
	 * waited for it follow, as if that had done the work itself.
	 */
	private void addTopmost(StackTraceElement[] frames, List<Throwable> chain) {
		int left = addNew(frames, Set.of(), MAX_FRAMES);
		Throwable at = chain.get(chain.size() - 1);
		if (left > 0 && (chain.size() > 1 || at.getSuppressed().length > 0)) {
			Set<String> own = methodsIn(frames);
			left = addMarks(at, own, left);
			for (int i = chain.size() - 2; i >= 0 && left > 0 && Wrappers.carriedBy(chain.get(i)) != null; i--) {
				left = addNew(chain.get(i).getStackTrace(), own, left);
				left = addMarks(chain.get(i), own, left);
			}
		}
	}

	private int addMarks(Throwable failure, Set<String> own, int most) {
		int left = most;
		for (Throwable suppressed : failure.getSuppressed()) {
			left = Wrappers.isBlockMark(suppressed) ? addNew(suppressed.getStackTrace(), own, left) : left;
		}
		return left;
	}

	private static Set<String> methodsIn(StackTraceElement[] frames) {
		Set<String> methods = new HashSet<>();
		for (int at = nextWritten(frames, 0); at < frames.length; at = nextWritten(frames, at + 1)) {
			methods.add(qualified(frames[at]));
		}
		return methods;
	}

	private static String qualified(StackTraceElement frame) {
		return frame.getClassName() + '\n' + GeneratedNames.baseOf(frame.getMethodName());
	}

	/**
	 * Adds frames whose methods are not among the known ones.
	 * @return how many more may be added
	 */
	private int addNew(StackTraceElement[] frames, Set<String> known, int most) {
		int left = most;
		int at = nextWritten(frames, 0);
		while (left > 0 && at < frames.length) {
			if (known.isEmpty() || !known.contains(qualified(frames[at]))) {
				add(ApplicationFrames.hashOfType(frames[at].getClassName()));
				add(ApplicationFrames.hashOfMethod(frames[at].getMethodName()));
				left--;
			}
			at = afterDefault(frames, at, nextWritten(frames, afterStateMachine(frames, afterWeaving(frames, at))));
		}
		return left;
	}

	/**
	 * Adds the methods of a recursion in sorted order, because it may overflow in any.
	 * @return whether there is a recursion
	 */
	private boolean addRecursion(StackTraceElement[] frames) {
		long[] methods = new long[Math.min(frames.length, DEEPEST_FRAME)];
		int size = 0;
		for (int at = nextWritten(frames, 0); at < frames.length; at = nextWritten(frames, at + 1)) {
			methods[size++] = 31 * ApplicationFrames.hashOfType(frames[at].getClassName())
					+ ApplicationFrames.hashOfMethod(frames[at].getMethodName());
		}
		Arrays.sort(methods, 0, size);
		boolean recursive = false;
		for (int i = 0, end = 0; i < size; i = end) {
			while (end < size && methods[end] == methods[i]) {
				end++;
			}
			if (end - i >= RECURSION) {
				add(methods[i]);
				recursive = true;
			}
		}
		return recursive;
	}

	private static int nextWritten(StackTraceElement[] frames, int from) {
		for (int i = from; i < Math.min(frames.length, DEEPEST_FRAME); i++) {
			if (ApplicationFrames.isWritten(frames[i])) {
				return i;
			}
		}
		return frames.length;
	}

	/**
	 * The frame after a method. If its body was moved to a generated method, as by
	 * AspectJ, that is the frame after the original method, which is further down the
	 * trace.
	 */
	private static int afterWeaving(StackTraceElement[] frames, int at) {
		String method = frames[at].getMethodName();
		String base = GeneratedNames.baseOf(method);
		for (int i = at + 1; base.length() < method.length() && i < Math.min(frames.length, DEEPEST_FRAME); i++) {
			if (frames[i].getClassName().equals(frames[at].getClassName()) && frames[i].getMethodName().equals(base)) {
				return i + 1;
			}
		}
		return at + 1;
	}

	/**
	 * Skips the frame that only calls the default method of a Kotlin interface.
	 */
	private static int afterDefault(StackTraceElement[] frames, int at, int next) {
		boolean leads = next < frames.length && GeneratedNames.isDefault(frames[at])
				&& frames[next].getMethodName().equals(frames[at].getMethodName());
		return leads ? nextWritten(frames, next + 1) : next;
	}

	/**
	 * Skips the frame through which a Kotlin coroutine was resumed.
	 */
	private static int afterStateMachine(StackTraceElement[] frames, int next) {
		StackTraceElement method = frames[next - 1];
		boolean resumed = next < frames.length && frames[next].getMethodName().equals("invokeSuspend")
				&& frames[next].getClassName()
					.startsWith(method.getClassName() + '$' + GeneratedNames.baseOf(method.getMethodName()) + '$');
		return resumed ? next + 1 : next;
	}

	/** Adds a hash; the order matters. */
	private Fingerprint add(long next) {
		long mixed = (this.hash ^ next) * PRIME;
		this.hash = mixed ^ (mixed >>> 32);
		return this;
	}

	private String digits() {
		return HexFormat.of().toHexDigits(this.hash);
	}

}
