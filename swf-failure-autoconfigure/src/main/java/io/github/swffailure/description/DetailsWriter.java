package io.github.swffailure.description;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Writes the details: all of them if they fit, otherwise what is worth most. The array
 * that they are written to is kept for the next failure.
 */
final class DetailsWriter {

	/** No frame takes less. */
	private static final int SHORTEST_FRAME = ",\"A.a(A.java)\"".length();

	private static final byte[] NO_BYTES = {};

	private final DetailsLayout layout;

	private final DetailsPlanner planner;

	private final int limit;

	private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

	DetailsWriter(DescriptionSettings.Details settings) {
		this.layout = settings.format().layout(settings);
		this.limit = settings.maxLength();
		this.planner = new DetailsPlanner(this.layout, this.limit);
	}

	/**
	 * Writes the details, which are within the limit.
	 */
	Details write(ReadFailure failure) {
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
			this.layout.write(DetailsPlan.all(failure), text);
		}
		return text;
	}

	private TextBuffer writeSome(ReadFailure failure, byte[] array) {
		TextBuffer text = new TextBuffer(array, this.limit);
		DetailsPlan plan = this.planner.plan(failure);
		if (plan == null) {
			text.setFull();
		}
		else {
			this.layout.write(plan, text);
		}
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

}
