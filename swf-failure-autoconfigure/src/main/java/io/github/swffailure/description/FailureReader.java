package io.github.swffailure.description;

import io.github.swffailure.description.Link.Message;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Reads failures into what the texts are made of. Each message has a cap of its own: a
 * quarter of the details for the two ends of the chain, a sixteenth for the others.
 */
final class FailureReader implements FailureReading.Source {

	private static final int MAX_MESSAGE_LENGTH = 4096;

	private final MessageReader messages;

	private final ReasonCodes codes;

	private final int endLength;

	private final int middleLength;

	FailureReader(MessageReader messages, DescriptionSettings settings) {
		this.messages = messages;
		this.codes = new ReasonCodes(settings.codes());
		int length = Math.min(MAX_MESSAGE_LENGTH, settings.details().maxLength() / 4);
		this.endLength = Math.max(length, settings.reason().maxLength());
		this.middleLength = Math.max(length / 4, settings.reason().maxLength());
	}

	ReadFailure read(Throwable failure) {
		return new FailureReading(FailureOrigins.unwrap(failure), this, this.codes).result();
	}

	/**
	 * Reads the class names only.
	 */
	ReadFailure readTypes(Throwable failure) {
		return new FailureReading(FailureOrigins.unwrap(failure), new TypesOnly(), this.codes).result();
	}

	@Override
	public @Nullable Message messageOf(Throwable exception, boolean end) {
		return this.messages.read(exception, end ? this.endLength : this.middleLength);
	}

	@Override
	public StackTraceElement[] framesOf(Throwable exception) {
		return GuardedThrowable.frames(exception);
	}

	private static final class TypesOnly implements FailureReading.Source {

		private static final StackTraceElement[] NO_FRAMES = {};

		@Override
		public @Nullable Message messageOf(Throwable exception, boolean end) {
			return null;
		}

		@Override
		public StackTraceElement[] framesOf(Throwable exception) {
			return NO_FRAMES;
		}

	}

}
