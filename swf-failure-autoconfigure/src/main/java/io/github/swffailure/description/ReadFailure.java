// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A failure that was read once, for reason and details.
 *
 * @param entries the exceptions without wrappers, in the order of a stack trace
 * @param verdict the code of the failure, if it has one
 * @param hints additional data for deciders and operators
 */
record ReadFailure(List<Entry> entries, @Nullable Verdict verdict, FailureHints hints) {

	Entry outermost() {
		return this.entries.get(0);
	}

	/** The last exception of the chain of causes, which may also be the outermost. */
	Entry root() {
		return this.entries.get(rootIndex());
	}

	int rootIndex() {
		int index = this.entries.size() - 1;
		while (!this.entries.get(index).isMain()) {
			index--;
		}
		return index;
	}

	/** Whether parts of it are already left out. */
	boolean isShortened() {
		for (Entry entry : this.entries) {
			if (entry.isShortened()) {
				return true;
			}
		}
		return false;
	}

	/** Number of frames to show. */
	int frames() {
		int frames = 0;
		for (Entry entry : this.entries) {
			frames += entry.frames().own();
		}
		return frames;
	}

	/**
	 * A code and the exception that has it.
	 *
	 * @param code the code
	 * @param entry the exception
	 */
	record Verdict(ReasonCode code, Entry entry) {

	}

	/**
	 * One exception, read and cleaned.
	 *
	 * @param typeName its class name
	 * @param message its message, or {@code null} if it has none
	 * @param frames its stack trace
	 * @param place its place in the failure
	 */
	record Entry(TypeName typeName, @Nullable Message message, Frames frames, Place place) {

		String type() {
			return this.typeName.name();
		}

		String simpleType() {
			return this.typeName.simpleName();
		}

		Role role() {
			return this.place.role;
		}

		/** Whether it is the failure or one of its causes. */
		boolean isMain() {
			return role() == Role.FAILURE || role() == Role.CAUSE;
		}

		boolean isShortened() {
			return (this.message != null && this.message.omitted > 0) || this.place.causesOmitted > 0
					|| this.place.suppressedOmitted > 0;
		}

		Entry omitting(int causes, int suppressed) {
			return (causes == 0 && suppressed == 0) ? this
					: new Entry(this.typeName, this.message, this.frames, this.place.omitting(causes, suppressed));
		}

	}

	/**
	 * A message.
	 *
	 * @param text the redacted message
	 * @param omitted number of characters that are already left out
	 * @param line whether it is a line of ASCII
	 */
	record Message(String text, int omitted, boolean line) {

		Message(String text, int omitted) {
			this(text, omitted, false);
		}

		String oneLine() {
			return this.line ? this.text : SafeText.oneLine(this.text);
		}

		String cut(int limit) {
			return (this.text.length() <= limit) ? this.text
					: MiddleCut.join(this.text, this.text, this.text.length() + this.omitted, limit);
		}

	}

	/** A stack trace. */
	static final class Frames {

		static final Frames NONE = new Frames(new StackTraceElement[0], 0);

		private final StackTraceElement[] elements;

		private final int own;

		Frames(StackTraceElement[] elements, int own) {
			this.elements = elements;
			this.own = own;
		}

		/**
		 * Number of frames to show; the others are also in the enclosing stack trace.
		 */
		int own() {
			return this.own;
		}

		int common() {
			return this.elements.length - this.own;
		}

		StackTraceElement[] elements() {
			return this.elements;
		}

		StackTraceElement get(int index) {
			return this.elements[index];
		}

	}

	/**
	 * The place of an exception in a failure.
	 *
	 * @param role its relation to the one before
	 * @param causesOmitted number of causes left out before it
	 * @param suppressedOmitted number of its suppressed exceptions that are left out
	 * @param end why the chain of causes ends here, unless there is no further cause
	 */
	record Place(Role role, int causesOmitted, int suppressedOmitted, @Nullable String end) {

		Place omitting(int causes, int suppressed) {
			return new Place(this.role, this.causesOmitted + causes, this.suppressedOmitted + suppressed, this.end);
		}

		boolean hasNotes() {
			return this.causesOmitted > 0 || this.suppressedOmitted > 0 || this.end != null;
		}

	}

	/**
	 * The class name of an exception, computed once per class.
	 *
	 * @param name the name, cleaned
	 * @param simpleName the name without package and enclosing class
	 * @param ascii whether the name is ASCII
	 */
	record TypeName(String name, String simpleName, boolean ascii) {

		private static final ClassValue<TypeName> KNOWN = new ClassValue<>() {

			@Override
			protected TypeName computeValue(Class<?> type) {
				String name = SafeText.clean(type.getName());
				return new TypeName(name, FailureOrigins.simpleName(name), SafeText.isOneLine(name));
			}

		};

		static TypeName of(Throwable exception) {
			return KNOWN.get(exception.getClass());
		}

	}

	/** The relation of an exception to the one before. */
	enum Role {

		/** The first exception. */
		FAILURE("", ""),

		/** A cause. */
		CAUSE("Caused by: ", ""),

		/** A wrapper of the first exception, of which only frames are shown. */
		AWAITED("Awaited at: ", ""),

		/** A suppressed exception. */
		SUPPRESSED("Suppressed: ", "\t"),

		/** The root cause of a suppressed exception. */
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
