package io.github.swffailure.description;

import org.jspecify.annotations.Nullable;

/**
 * One exception of a failure, read and cleaned.
 *
 * @param type its class name
 * @param message its message, or {@code null} if it has none
 * @param frames its stack trace
 * @param place where it stands
 */
record Link(String type, @Nullable Message message, Frames frames, Place place) {

	boolean isMain() {
		return this.place.role == Role.FAILURE || this.place.role == Role.CAUSE;
	}

	boolean isShortened() {
		return (this.message != null && this.message.omitted > 0) || this.place.causesOmitted > 0
				|| this.place.suppressedOmitted > 0;
	}

	Link omitting(int causes, int suppressed) {
		if (causes == 0 && suppressed == 0) {
			return this;
		}
		return new Link(this.type, this.message, this.frames, new Place(this.place.role,
				this.place.causesOmitted + causes, this.place.suppressedOmitted + suppressed, this.place.end));
	}

	/**
	 * A message.
	 *
	 * @param text the message, without secrets
	 * @param omitted how many characters are left out of it already
	 */
	record Message(String text, int omitted) {

		String cut(int limit) {
			return (this.text.length() <= limit) ? this.text
					: MiddleCut.join(this.text, this.text, this.text.length() + this.omitted, limit);
		}

	}

	/** A stack trace. */
	static final class Frames {

		private final StackTraceElement[] elements;

		private final int own;

		Frames(StackTraceElement[] elements, int own) {
			this.elements = elements;
			this.own = own;
		}

		/**
		 * How many frames are told; the others are in the enclosing stack trace as well.
		 */
		int own() {
			return this.own;
		}

		int common() {
			return this.elements.length - this.own;
		}

		StackTraceElement get(int index) {
			return this.elements[index];
		}

	}

	/**
	 * Where an exception stands.
	 *
	 * @param role what it is to the one before
	 * @param causesOmitted how many causes are left out right before it
	 * @param suppressedOmitted how many exceptions that it suppressed are left out
	 * @param end why the chain of causes ends here, if not for want of a cause
	 */
	record Place(Role role, int causesOmitted, int suppressedOmitted, @Nullable String end) {

		boolean hasNotes() {
			return this.causesOmitted > 0 || this.suppressedOmitted > 0 || this.end != null;
		}

	}

	/** What an exception is to the one before. */
	enum Role {

		/** The first one. */
		FAILURE("", ""),

		/** Its cause. */
		CAUSE("Caused by: ", ""),

		/** Suppressed by it. */
		SUPPRESSED("Suppressed: ", "\t"),

		/** The root cause of a suppressed one. */
		SUPPRESSED_CAUSE("Caused by: ", "\t");

		private final String caption;

		private final String indent;

		Role(String caption, String indent) {
			this.caption = caption;
			this.indent = indent;
		}

		String caption() {
			return this.caption;
		}

		String indent() {
			return this.indent;
		}

	}

}
