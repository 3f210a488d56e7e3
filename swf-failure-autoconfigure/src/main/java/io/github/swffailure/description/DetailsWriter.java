// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Frames;
import io.github.swffailure.description.ReadFailure.Message;
import org.jspecify.annotations.Nullable;

/**
 * Writes the details: all of them if they fit, otherwise the most useful parts. Reuses
 * its array for the next failure.
 */
final class DetailsWriter {

	/** The minimum length of a frame. */
	private static final int SHORTEST_FRAME = ",\"A.a(A.java)\"".length();

	private static final byte[] NO_BYTES = {};

	private final DetailsLayout layout;

	private final int limit;

	private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

	DetailsWriter(DescriptionSettings.Details settings) {
		this.layout = DetailsLayout.of(settings);
		this.limit = (settings.format() != DetailsFormat.NONE) ? settings.maxLength() : 0;
	}

	/** Writes the details, within the limit. */
	Details write(ReadFailure failure) {
		if (this.limit == 0) {
			return new Details("", false);
		}
		byte[] array = this.spare.getAndSet(null);
		TextBuffer text = writeAll(failure, (array != null) ? array : NO_BYTES);
		boolean complete = !text.isFull();
		if (!complete) {
			text = writeSome(failure, text.bytes());
		}
		String details = text.isFull() ? this.layout.writeLeast(failure, this.limit) : text.toString();
		this.spare.set(text.bytes());
		return new Details(details, complete && !failure.isShortened());
	}

	private TextBuffer writeAll(ReadFailure failure, byte[] array) {
		TextBuffer text = new TextBuffer(array, this.limit);
		if (failure.frames() > this.limit / SHORTEST_FRAME) {
			text.setFull();
		}
		else {
			this.layout.write(Plan.all(failure), text);
		}
		return text;
	}

	private TextBuffer writeSome(ReadFailure failure, byte[] array) {
		TextBuffer text = new TextBuffer(array, this.limit);
		ExceptionSelection selection = new ExceptionSelection(failure, this.layout);
		int left = selection.select(this.limit - this.layout.lengthAround(failure));
		if (left < 0) {
			text.setFull();
			return text;
		}
		Plan plan = new Plan(failure, selection.shown());
		FrameSelection.share(plan.shown(), left);
		this.layout.write(plan, text);
		return text;
	}

	/**
	 * Details.
	 *
	 * @param text the text
	 * @param complete whether nothing was left out to make it fit
	 */
	record Details(String text, boolean complete) {

	}

	/**
	 * The parts of a failure to write.
	 *
	 * @param failure the failure
	 * @param shown the exceptions to show, in the order of a stack trace
	 */
	record Plan(ReadFailure failure, List<Shown> shown) {

		static Plan all(ReadFailure failure) {
			List<Shown> shown = new ArrayList<>(failure.entries().size());
			for (Entry entry : failure.entries()) {
				shown.add(new Shown(entry, Integer.MAX_VALUE, null));
			}
			return new Plan(failure, shown);
		}

		/** The exceptions as a tree. */
		Tree tree() {
			Tree outermost = new Tree(this.shown.get(0));
			Tree main = outermost;
			Tree suppressed = outermost;
			for (Shown next : this.shown.subList(1, this.shown.size())) {
				Tree tree = new Tree(next);
				switch (next.entry().role()) {
					case SUPPRESSED -> {
						main.suppressed.add(tree);
						suppressed = tree;
					}
					case SUPPRESSED_CAUSE -> suppressed.causes.add(tree);
					case AWAITED -> outermost.awaited.add(tree);
					default -> {
						outermost.causes.add(tree);
						main = tree;
					}
				}
			}
			return outermost;
		}

	}

	/**
	 * An exception to show.
	 *
	 * @param entry the exception
	 * @param messageLength maximum number of characters of its message
	 * @param selection which of its frames are shown, or {@code null} for all
	 */
	record Shown(Entry entry, int messageLength, @Nullable FrameSelection selection) {

		/**
		 * The message, shortened as planned, or {@code null} if there is none.
		 */
		@Nullable String message() {
			Message message = this.entry.message();
			return (message != null && this.messageLength > 0) ? message.cut(this.messageLength) : null;
		}

		void visitFrames(FrameSelection.Visitor visitor) {
			if (this.selection != null) {
				this.selection.visit(visitor);
				return;
			}
			Frames frames = this.entry.frames();
			for (int i = 0; i < frames.own(); i++) {
				visitor.frame(frames.get(i));
			}
		}

	}

	/**
	 * An exception to show, with the exceptions that belong to it.
	 *
	 * @param shown the exception
	 * @param suppressed its suppressed exceptions
	 * @param causes its causes, the root cause last; only in the outermost exception
	 * @param awaited its wrappers to show; only in the outermost exception
	 */
	record Tree(Shown shown, List<Tree> suppressed, List<Tree> causes, List<Tree> awaited) {

		private Tree(Shown shown) {
			this(shown, new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
		}

		Entry entry() {
			return this.shown.entry();
		}

	}

}
