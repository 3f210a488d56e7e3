// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes a failure, whatever exception, describer or redactor do: if one of them
 * throws, the description consists of the class names in the chain of causes.
 */
final class SafeDescriber {

	private static final Logger logger = LoggerFactory.getLogger(SafeDescriber.class);

	private static final String PLAIN_REPORT = "PlainReport";

	private static final Pattern NUMBER = Pattern.compile("\\d+");

	private static final int MAX_CAUSES = 20;

	private final FailureDescriber describer;

	private final FailureRedactor redactor;

	private final DeliveryLine.Limits limits;

	private final Clock clock;

	SafeDescriber(FailureDescriber describer, FailureRedactor redactor, DeliveryLine.Limits limits, Clock clock) {
		this.describer = describer;
		this.redactor = redactor;
		this.limits = limits;
		this.clock = clock;
	}

	TaskFailure describe(ActivityTask task, Throwable failure) {
		return FailureOrigins.findOnce(failure, (origin) -> failed(task,
				origin.cancellation() ? cancellation(task, failure) : description(task, failure), origin));
	}

	/** The fingerprint ignores the numbers in the reason. */
	TaskFailure describe(ActivityTask task, String reason, @Nullable String details) {
		FailureDescription description = plain(task, reason, (details != null) ? details : "");
		String fingerprint = HexFormat.of()
			.toHexDigits(NUMBER.matcher(description.reason()).replaceAll("#").hashCode());
		return failed(task, description, new FailureOrigin(PLAIN_REPORT, fingerprint, false));
	}

	private TaskFailure failed(ActivityTask task, FailureDescription description, FailureOrigin origin) {
		return new TaskFailure(task, description, origin, this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

	// A describer of an application may return null in spite of its contract
	@SuppressWarnings("NullAway")
	private FailureDescription description(ActivityTask task, Throwable failure) {
		try {
			FailureDescription description = this.describer.describe(task, failure);
			if (description != null) {
				return description;
			}
			logger.warn("The failure describer returned null for {}; only class names are reported", task);
		}
		catch (Throwable ex) {
			logger.warn("The failure describer threw {} for {}; only class names are reported",
					SafeText.withoutMessages(ex), task);
		}
		return classNames(failure);
	}

	private FailureDescription plain(ActivityTask task, String reason, String details) {
		try {
			FailureRedactor ofFailure = this.redactor.forFailure();
			String redactedReason = SafeText.clean(ofFailure.redact(reason));
			String redactedDetails = SafeText.clean(ofFailure.redact(details));
			Set<FailureDescription.Field> truncated = EnumSet.noneOf(FailureDescription.Field.class);
			if (redactedReason.length() > this.limits.reason()) {
				truncated.add(FailureDescription.Field.REASON);
			}
			if (redactedDetails.length() > this.limits.details()) {
				truncated.add(FailureDescription.Field.DETAILS);
			}
			return new FailureDescription(SafeText.cut(redactedReason, this.limits.reason()),
					SafeText.cut(redactedDetails, this.limits.details()), truncated);
		}
		catch (Throwable ex) {
			logger.warn("A redactor threw {}; the failure of {} is reported without its text",
					SafeText.withoutMessages(ex), task);
			return new FailureDescription(PLAIN_REPORT, "");
		}
	}

	/**
	 * SWF accepts no reason for it, so the message of the handler becomes the details.
	 */
	private FailureDescription cancellation(ActivityTask task, Throwable failure) {
		String reason = classNames(failure).reason();
		try {
			String message = FailureOrigins.unwrap(failure).getMessage();
			String details = (message != null) ? this.redactor.redact(message) : "";
			return new FailureDescription(reason, fitting(details, FailureDescription.MAX_DETAILS_LENGTH));
		}
		catch (Throwable ex) {
			logger.warn("A redactor threw {}; the cancellation of {} is reported without details",
					SafeText.withoutMessages(ex), task);
			return new FailureDescription(reason, "");
		}
	}

	private static FailureDescription classNames(Throwable failure) {
		StringJoiner names = new StringJoiner("\nCaused by: ");
		Throwable cause = failure;
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			names.add(cause.getClass().getName());
			cause = causeOf(cause);
		}
		String outermost = FailureOrigins.unwrap(failure).getClass().getName();
		return new FailureDescription(fitting(outermost, FailureDescription.MAX_REASON_LENGTH),
				fitting(names.toString(), FailureDescription.MAX_DETAILS_LENGTH));
	}

	private static @Nullable Throwable causeOf(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static String fitting(String text, int maxLength) {
		return SafeText.cut(SafeText.clean(text), maxLength);
	}

}
