// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.Set;
import java.util.function.Consumer;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DetailsWriter.Details;
import io.github.swffailure.description.MessageReader.RedactionException;
import io.github.swffailure.description.ReadFailure.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The describer of this library: reads the exception once, redacts its messages, then
 * shortens the texts. If a redactor fails, the description consists of class names and
 * the code, if there is one.
 * <p>
 * Does not change the exception. If this class itself fails, that is logged without
 * messages, and the description consists of class names too; if not even these can be
 * read, the error is thrown. Time and memory are bounded by the limits of the texts,
 * except for the copy of the stack trace that {@link Throwable#getStackTrace()} makes.
 */
public final class StandardFailureDescriber implements FailureDescriber {

	private static final Logger logger = LoggerFactory.getLogger(StandardFailureDescriber.class);

	private final DescriptionSettings settings;

	private final FailureReader reader;

	private final DetailsWriter detailsWriter;

	private final ReasonLine reasonLine;

	private final Consumer<Throwable> listener;

	private StandardFailureDescriber(DescriptionSettings settings, Consumer<Throwable> listener) {
		this.settings = settings;
		this.listener = listener;
		this.reader = new FailureReader(settings);
		this.detailsWriter = new DetailsWriter(settings.details());
		this.reasonLine = new ReasonLine(settings.reason());
	}

	/**
	 * Creates a describer that logs errors of redactors.
	 * @param settings the settings
	 * @return the describer, safe for use by several threads
	 */
	public static FailureDescriber create(DescriptionSettings settings) {
		return create(settings, (error) -> logger.warn("A redactor failed with {}: only class names are reported",
				error.getClass().getName()));
	}

	/**
	 * Creates a describer.
	 * @param settings the settings
	 * @param listener called with the error of a redactor, which may itself contain
	 * secrets: log only its class
	 * @return the describer, safe for use by several threads
	 */
	public static FailureDescriber create(DescriptionSettings settings, Consumer<Throwable> listener) {
		return new StandardFailureDescriber(settings, listener);
	}

	@Override
	public FailureDescription describe(ActivityTask task, Throwable failure) {
		try {
			return describe(read(task, failure));
		}
		catch (Throwable ex) {
			StackTraceElement[] frames = GuardedThrowable.frames(ex);
			logger.error("A {} could not be described because of {} at {}: only its class names are reported",
					failure.getClass().getName(), ex.getClass().getName(), (frames.length > 0) ? frames[0] : "?");
			return describe(this.reader.readTypes(task, failure));
		}
	}

	private ReadFailure read(ActivityTask task, Throwable failure) {
		try {
			return this.reader.read(task, failure);
		}
		catch (RedactionException ex) {
			this.listener.accept(ex.error());
			return this.reader.readTypes(task, failure);
		}
	}

	private FailureDescription describe(ReadFailure failure) {
		Message reason = this.reasonLine.write(failure);
		Details details = this.detailsWriter.write(failure);
		boolean shortReason = reason.text().length() > this.settings.reason().maxLength() || reason.omitted() > 0;
		boolean shortDetails = !details.complete() && this.settings.details().format() != DetailsFormat.NONE;
		return new FailureDescription(reason.cut(this.settings.reason().maxLength()), details.text(),
				truncated(shortReason, shortDetails));
	}

	private static Set<Field> truncated(boolean reason, boolean details) {
		if (reason) {
			return details ? Set.of(Field.REASON, Field.DETAILS) : Set.of(Field.REASON);
		}
		return details ? Set.of(Field.DETAILS) : Set.of();
	}

}
