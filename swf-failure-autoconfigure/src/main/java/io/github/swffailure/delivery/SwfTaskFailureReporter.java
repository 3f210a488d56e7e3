package io.github.swffailure.delivery;

import java.time.Clock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports failures through the AWS SDK.
 * <p>
 * Remembers the last {@value ReportedTokens#CAPACITY} tokens with their outcomes, at most
 * 12 MB: a second report of such a token waits for the first, if that is still under way,
 * and returns its outcome. An interrupted thread reports all the same; its flag is
 * restored.
 */
public final class SwfTaskFailureReporter implements TaskFailureReporter {

	private static final Logger logger = LoggerFactory.getLogger(SwfTaskFailureReporter.class);

	private final DeliveryLine line;

	private final SafeDescriber describer;

	private final ReportedTokens reported = new ReportedTokens();

	/**
	 * Creates the reporter.
	 * @param line the way to SWF
	 * @param describer puts failures into words
	 * @param redactor takes secrets out of what a cancelled handler says, and out of
	 * plain reports
	 * @param limits maximum lengths of plain reports
	 * @param clock tells when a failure happened
	 */
	public SwfTaskFailureReporter(DeliveryLine line, FailureDescriber describer, FailureRedactor redactor,
			Limits limits, Clock clock) {
		this.line = line;
		this.describer = new SafeDescriber(describer, redactor, limits, clock);
	}

	@Override
	public ReportOutcome report(ActivityTask task, Throwable failure) {
		return once(task, () -> this.describer.describe(task, failure));
	}

	@Override
	public ReportOutcome report(ActivityTask task, String reason, @Nullable String details) {
		return once(task, () -> this.describer.describe(task, reason, details));
	}

	private ReportOutcome once(ActivityTask task, Supplier<TaskFailure> description) {
		boolean interrupted = Thread.interrupted();
		try {
			return this.reported.once(task.taskToken(), () -> this.line.deliver(description.get()));
		}
		catch (Throwable ex) {
			return afterDefect(task, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Not {@code deferred}, as nothing may have been kept. */
	private static ReportOutcome afterDefect(ActivityTask task, Throwable defect) {
		try {
			logger.error("The failure of {} may not have been reported", task, defect);
		}
		catch (Throwable ex) {
			// Nothing that can be done is left, and the caller is promised an outcome
		}
		return ReportOutcome.EXPIRED;
	}

	/**
	 * Maximum lengths of the texts of a report, in UTF-16 units.
	 *
	 * @param reason that of the reason
	 * @param details that of the details
	 */
	public record Limits(int reason, int details) {

		/** What SWF accepts. */
		public static final Limits OF_SWF = new Limits(FailureDescription.MAX_REASON_LENGTH,
				FailureDescription.MAX_DETAILS_LENGTH);

	}

}
