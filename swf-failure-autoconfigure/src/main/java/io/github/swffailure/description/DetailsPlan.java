package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.description.Link.Message;
import org.jspecify.annotations.Nullable;

/**
 * What of a failure is written.
 *
 * @param failure the failure
 * @param shown the exceptions that are shown, in their order
 */
record DetailsPlan(ReadFailure failure, List<Shown> shown) {

	/**
	 * The plan to write all of it.
	 */
	static DetailsPlan all(ReadFailure failure) {
		List<Shown> shown = new ArrayList<>(failure.links().size());
		for (Link link : failure.links()) {
			shown.add(new Shown(link, Integer.MAX_VALUE, null));
		}
		return new DetailsPlan(failure, shown);
	}

	/**
	 * An exception that is shown.
	 *
	 * @param link the exception
	 * @param messageLength most characters of its message
	 * @param selection which of its frames are shown, or {@code null} for all
	 */
	record Shown(Link link, int messageLength, @Nullable FrameSelection selection) {

		/**
		 * The message, shortened as planned, or {@code null} if there is none.
		 */
		@Nullable String message() {
			Message message = this.link.message();
			return (message != null && this.messageLength > 0) ? message.cut(this.messageLength) : null;
		}

		void visitFrames(FrameSelection.Visitor visitor) {
			if (this.selection != null) {
				this.selection.visit(visitor);
				return;
			}
			Link.Frames frames = this.link.frames();
			for (int i = 0; i < frames.own(); i++) {
				visitor.frame(frames.get(i));
			}
		}

	}

}
