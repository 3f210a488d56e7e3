package io.github.swffailure.description;

import java.util.BitSet;

import io.github.swffailure.support.FailureOrigins;

/**
 * The frames of one exception that are shown where not all of them fit. Looks at the
 * topmost and the lowest frames only, so that a very deep stack costs no more than what
 * could be shown of it.
 */
final class FrameSelection {

	private static final int ALWAYS = 3;

	private static final int TOP = 768;

	private static final int BOTTOM = 256;

	private final Link link;

	private final DetailsLayout layout;

	private final BitSet chosen;

	FrameSelection(Link link, DetailsLayout layout) {
		this.link = link;
		this.layout = layout;
		this.chosen = new BitSet(size());
	}

	/**
	 * Adds frames from the top as long as they fit.
	 * @param room how much they may take
	 * @param applicationOnly whether frames of frameworks, but the topmost, are left out
	 * @return how much room is left
	 */
	int add(int room, boolean applicationOnly) {
		int left = room;
		for (int i = 0; i < size(); i = next(i)) {
			if (!this.chosen.get(i) && (!applicationOnly || isWanted(i))) {
				left -= costOf(i);
				if (left < 0) {
					return left + costOf(i);
				}
				this.chosen.set(i);
			}
		}
		return left;
	}

	private int next(int index) {
		return (index + 1 == TOP) ? Math.max(TOP, size() - BOTTOM) : index + 1;
	}

	private boolean isWanted(int index) {
		return index < ALWAYS || FailureOrigins.isApplicationFrame(frame(index));
	}

	/**
	 * What one more frame takes: it may close, move or split the gap that it is in.
	 */
	private int costOf(int index) {
		int gaps = (isClosed(index - 1) ? 0 : 1) + (isClosed(index + 1) ? 0 : 1);
		return this.layout.lengthOf(this.link.place().role(), frame(index)) + (gaps - 1) * this.layout.lengthOfGap();
	}

	private boolean isClosed(int index) {
		return index < 0 || index >= size() || this.chosen.get(index);
	}

	private StackTraceElement frame(int index) {
		return this.link.frames().get(index);
	}

	private int size() {
		return this.link.frames().own();
	}

	/**
	 * Walks through the frames, the topmost first.
	 * @param visitor told of each frame shown and of each gap
	 */
	void visit(Visitor visitor) {
		int at = 0;
		while (at < size()) {
			int shown = this.chosen.nextSetBit(at);
			int gapEnd = (shown < 0) ? size() : shown;
			if (gapEnd > at) {
				visitor.gap(gapEnd - at);
			}
			if (shown >= 0) {
				visitor.frame(frame(shown));
			}
			at = gapEnd + 1;
		}
	}

	/** Sees the frames of an exception. */
	interface Visitor {

		void frame(StackTraceElement frame);

		void gap(int omitted);

	}

}
