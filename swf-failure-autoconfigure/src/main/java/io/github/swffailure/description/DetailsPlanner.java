package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.description.DetailsPlan.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a failure is shown. If all of it fits, all of it. Otherwise the two
 * ends of the chain of causes come first, then the other causes, from both ends, and what
 * was suppressed, as long as they leave a third of the room for frames.
 */
final class DetailsPlanner {

	private static final int WHOLE_MESSAGE = Integer.MAX_VALUE;

	private final DetailsLayout layout;

	private final int limit;

	DetailsPlanner(DetailsLayout layout, int limit) {
		this.layout = layout;
		this.limit = limit;
	}

	/**
	 * Plans what is written.
	 * @return the plan, or {@code null} if not even the ends of the chain fit
	 */
	@Nullable DetailsPlan plan(ReadFailure failure) {
		int room = this.limit - this.layout.lengthAround(failure);
		int left = roomLeftByAll(failure, room);
		return (left >= 0) ? all(failure, this.limit - left) : some(failure, room);
	}

	private int roomLeftByAll(ReadFailure failure, int room) {
		int left = room;
		for (Link link : failure.links()) {
			left -= this.layout.lengthOf(link, WHOLE_MESSAGE);
			Link.Frames frames = link.frames();
			for (int i = 0; i < frames.own() && left >= 0; i++) {
				left -= this.layout.lengthOf(link.place().role(), frames.get(i));
			}
		}
		return left;
	}

	private static DetailsPlan all(ReadFailure failure, int length) {
		List<Shown> shown = new ArrayList<>(failure.links().size());
		boolean complete = true;
		for (Link link : failure.links()) {
			shown.add(new Shown(link, WHOLE_MESSAGE, null));
			complete &= !link.isShortened();
		}
		return new DetailsPlan(failure, shown, length, complete);
	}

	private @Nullable DetailsPlan some(ReadFailure failure, int room) {
		LinkSelection links = new LinkSelection(failure, this.layout);
		int left = links.select(room);
		if (left < 0) {
			return null;
		}
		List<Shown> shown = links.shown();
		new FrameDistribution(shown).distribute(left);
		return new DetailsPlan(failure, shown, this.limit, false);
	}

}
