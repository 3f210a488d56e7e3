package io.github.swffailure.delivery;

import java.time.Clock;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReportOutcome;
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
	 * @param redactor takes secrets out of what a cancelled handler says
	 * @param clock tells when a failure happened
	 */
	public SwfTaskFailureReporter(DeliveryLine line, FailureDescriber describer, FailureRedactor redactor,
			Clock clock) {
		this.line = line;
		this.describer = new SafeDescriber(describer, redactor, clock);
	}

	@Override
	public ReportOutcome report(ActivityTask task, Throwable failure) {
		boolean interrupted = Thread.interrupted();
		try {
			return this.reported.once(task.taskToken(),
					() -> this.line.deliver(this.describer.describe(task, failure)));
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

	private static ReportOutcome afterDefect(ActivityTask task, Throwable defect) {
		try {
			logger.error("The failure of {} may not have been reported", task, defect);
		}
		catch (Throwable ex) {
			// Nothing that can be done is left, and the caller is promised an outcome
		}
		return ReportOutcome.DEFERRED;
	}

}
