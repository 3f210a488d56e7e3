package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.description.DetailsPlan.Shown;

/**
 * Shares the room for frames: first the topmost frames and those of the application, then
 * the others. In both rounds half of the room is for the root cause, half of the rest for
 * the outermost exception, and so on; what one does not need is for the next.
 */
final class FrameDistribution {

	private final List<FrameSelection> selections = new ArrayList<>();

	FrameDistribution(List<Shown> shown) {
		for (Shown one : shown) {
			if (one.link().isMain() && one.selection() != null) {
				this.selections.add(one.selection());
			}
		}
		this.selections.add(0, this.selections.remove(this.selections.size() - 1));
		for (Shown one : shown) {
			if (!one.link().isMain() && one.selection() != null) {
				this.selections.add(one.selection());
			}
		}
	}

	void distribute(int room) {
		distribute(distribute(room, true), false);
	}

	private int distribute(int room, boolean applicationOnly) {
		int left = room;
		int served = 0;
		for (FrameSelection selection : this.selections) {
			int share = (++served == this.selections.size()) ? left : left / 2;
			left -= share - selection.add(share, applicationOnly);
		}
		return left;
	}

}
