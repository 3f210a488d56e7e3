// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A failure, read once: what all texts about it are made of.
 *
 * @param entries the exceptions in the order in which a stack trace shows them, wrappers
 * taken off
 * @param verdict the code that the failure has, if any
 * @param hints what a decider and an operator need besides
 */
record ReadFailure(List<Entry> entries, @Nullable Verdict verdict, FailureHints hints) {

	Entry outermost() {
		return this.entries.get(0);
	}

	/** The last of the chain of causes, which may be the outermost as well. */
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

	/** Whether something of it is left out already. */
	boolean isShortened() {
		for (Entry entry : this.entries) {
			if (entry.isShortened()) {
				return true;
			}
		}
		return false;
	}

	/** How many frames there are to show. */
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
	 * @param place where it stands
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
	 * @param text the message, without secrets
	 * @param omitted how many characters are left out of it already
	 * @param line whether it is a line of ASCII as it stands
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
		 * How many frames are shown; the others are in the enclosing stack trace as well.
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
	 * Where an exception stands.
	 *
	 * @param role what it is to the one before
	 * @param causesOmitted how many causes are left out right before it
	 * @param suppressedOmitted how many exceptions that it suppressed are left out
	 * @param end why the chain of causes ends here, if not for want of a cause
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
	 * The name of the class of an exception, found out once.
	 *
	 * @param name the name, cleaned
	 * @param simpleName without package and enclosing class
	 * @param ascii whether it has characters of ASCII only
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

	/** What an exception is to the one before. */
	enum Role {

		/** The first one. */
		FAILURE("", ""),

		/** Its cause. */
		CAUSE("Caused by: ", ""),

		/** A wrapper of the first one, of which only frames are shown. */
		AWAITED("Awaited at: ", ""),

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
