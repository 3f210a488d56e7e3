package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.description.DetailsPlan.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a failure is shown where not all of it fits. The two ends of the chain
 * of causes come first, then the other causes, from both ends, and what was suppressed,
 * as long as they leave a third of the room for frames.
 */
final class DetailsPlanner {

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
		LinkSelection links = new LinkSelection(failure, this.layout);
		int left = links.select(this.limit - this.layout.lengthAround(failure));
		if (left < 0) {
			return null;
		}
		List<Shown> shown = links.shown();
		new FrameDistribution(shown).distribute(left);
		return new DetailsPlan(failure, shown);
	}

}
