// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.support.FailureOrigins;

/**
 * Selects the frames of one exception to show if not all of them fit. Considers only the
 * topmost and the lowest frames, so that a very deep stack is no more expensive than its
 * visible part.
 */
final class FrameSelection {

	private static final int ALWAYS = 3;

	private static final int TOP = 768;

	private static final int BOTTOM = 256;

	private final Entry entry;

	private final DetailsLayout layout;

	private final BitSet chosen;

	FrameSelection(Entry entry, DetailsLayout layout) {
		this.entry = entry;
		this.layout = layout;
		this.chosen = new BitSet(size());
	}

	/**
	 * Distributes the room for frames: first to the topmost frames and those of the
	 * application, then to others. In both rounds, half of the room is for the root
	 * cause, half of the rest for the outermost exception, and so on; unused room is for
	 * the next exception.
	 * @param shown the exceptions, in order
	 * @param room the room for their frames
	 */
	static void share(List<Shown> shown, int room) {
		List<FrameSelection> selections = inOrderOfWorth(shown);
		share(selections, share(selections, room, true), false);
	}

	private static List<FrameSelection> inOrderOfWorth(List<Shown> shown) {
		List<FrameSelection> selections = new ArrayList<>(shown.size());
		for (Shown one : shown) {
			if (one.entry().isMain() && one.selection() != null) {
				selections.add(one.selection());
			}
		}
		selections.add(0, selections.remove(selections.size() - 1));
		for (Shown one : shown) {
			if (!one.entry().isMain() && one.selection() != null) {
				selections.add(one.selection());
			}
		}
		return selections;
	}

	private static int share(List<FrameSelection> selections, int room, boolean applicationOnly) {
		int left = room;
		int served = 0;
		for (FrameSelection selection : selections) {
			int share = (++served == selections.size()) ? left : left / 2;
			left -= share - selection.add(share, applicationOnly);
		}
		return left;
	}

	/**
	 * Adds frames from the top as long as they fit.
	 * @param room the room for them
	 * @param applicationOnly whether to skip frames of frameworks, except the topmost
	 * ones
	 * @return the room that is left
	 */
	private int add(int room, boolean applicationOnly) {
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

	/** Length of one more frame, which may close, shorten or split a gap. */
	private int costOf(int index) {
		int gaps = (isClosed(index - 1) ? 0 : 1) + (isClosed(index + 1) ? 0 : 1);
		return this.layout.lengthOf(this.entry.role(), frame(index)) + (gaps - 1) * this.layout.lengthOfGap();
	}

	private boolean isClosed(int index) {
		return index < 0 || index >= size() || this.chosen.get(index);
	}

	private StackTraceElement frame(int index) {
		return this.entry.frames().get(index);
	}

	private int size() {
		return this.entry.frames().own();
	}

	/**
	 * Visits the frames, the topmost first.
	 * @param visitor called for each selected frame and for each gap
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

	/** Called for the frames of an exception. */
	interface Visitor {

		void frame(StackTraceElement frame);

		void gap(int omitted);

	}

}
