package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.function.Supplier;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.util.Assert;

/**
 * Calls {@code RespondActivityTaskFailed} or {@code RespondActivityTaskCanceled} and
 * never throws. Retries are the AWS SDK's, within the attempt timeout.
 * <p>
 * A text that SWF refuses is replaced once by a short one, so that the task is closed at
 * least: the class name as reason, no details.
 */
public final class SwfSender {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

	private final Supplier<SwfClient> swf;

	private final Duration attemptTimeout;

	/**
	 * Creates the sender.
	 * @param swf the client; asked for at the first report and at each later one
	 * @param attemptTimeout most time one delivery may take, more than zero; set on each
	 * request, whoever built the client
	 */
	public SwfSender(Supplier<SwfClient> swf, Duration attemptTimeout) {
		Assert.isTrue(!attemptTimeout.isNegative() && !attemptTimeout.isZero(),
				() -> "The attempt timeout must be more than zero but is " + attemptTimeout);
		this.swf = swf;
		this.attemptTimeout = attemptTimeout;
	}

	Duration attemptTimeout() {
		return this.attemptTimeout;
	}

	/**
	 * Sends a failure.
	 * @param again whether it was sent before
	 * @param atMost most time to take; a second is always granted to a call, or the
	 * attempt timeout if that is shorter
	 */
	SwfAnswer send(TaskFailure failure, boolean again, Duration atMost) {
		long start = System.nanoTime();
		SwfReply reply = call(SwfReport.of(failure), atMost);
		if (reply.mayAcceptShorterText(again)) {
			Duration rest = atMost.minusNanos(System.nanoTime() - start);
			return call(SwfReport.shortened(failure), rest).answer(again);
		}
		return reply.answer(again);
	}

	private SwfReply call(SwfReport report, Duration timeout) {
		try {
			report.send(this.swf.get(), limit(timeout));
			return SwfReply.accepted(report.acceptedAs());
		}
		catch (Throwable ex) {
			return SwfReply.to(ex);
		}
	}

	private AwsRequestOverrideConfiguration limit(Duration rest) {
		Duration least = (this.attemptTimeout.compareTo(SHORTEST_TIMEOUT) < 0) ? this.attemptTimeout : SHORTEST_TIMEOUT;
		Duration timeout = (rest.compareTo(least) < 0) ? least : rest;
		return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).apiCallAttemptTimeout(timeout).build();
	}

}
