package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.SwfErrors;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskCanceledRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;
import software.amazon.awssdk.services.swf.model.SwfResponse;

import org.springframework.util.Assert;

/**
 * Calls {@code RespondActivityTaskFailed} or {@code RespondActivityTaskCanceled} and
 * never throws. Retries are the AWS SDK's, within the attempt timeout.
 * <p>
 * A text that SWF refuses is replaced once by a short one, so that the task is closed at
 * least: the class name as reason, no details.
 */
final class SwfSender {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

	private final Supplier<SwfClient> swf;

	private final Duration attemptTimeout;

	/**
	 * Creates the sender.
	 * @param swf the client; asked for at the first report and at each later one
	 * @param attemptTimeout maximum time of one delivery, more than zero; set on each
	 * request, whoever built the client
	 */
	SwfSender(Supplier<SwfClient> swf, Duration attemptTimeout) {
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
	 * @param again whether it comes from the journal
	 * @param mayHaveArrived whether an earlier attempt may have arrived
	 * @param timeout maximum time to take; a second is always granted to a call, or the
	 * attempt timeout if that is shorter
	 */
	SwfAnswer send(TaskFailure failure, boolean again, boolean mayHaveArrived, Duration timeout) {
		long start = System.nanoTime();
		SwfAnswer answer = call(Report.of(failure), timeout);
		if (answer.mayAcceptShorterText(again)) {
			Duration rest = timeout.minusNanos(System.nanoTime() - start);
			return call(Report.shortened(failure), rest).after(mayHaveArrived || answer.mayHaveArrived());
		}
		return answer.after(mayHaveArrived);
	}

	private SwfAnswer call(Report report, Duration timeout) {
		CallAttempts attempts = new CallAttempts();
		try {
			AwsRequestOverrideConfiguration configuration = limit(timeout).toBuilder().addPlugin(attempts).build();
			SwfResponse response = report.send(this.swf.get(), configuration);
			return SwfErrors.isForeign(response) ? SwfAnswer.foreign()
					: new SwfAnswer(report.acceptedAs(), null, false, attempts.throttled());
		}
		catch (Throwable ex) {
			return SwfAnswer.to(ex, attempts);
		}
	}

	private AwsRequestOverrideConfiguration limit(Duration rest) {
		Duration least = (this.attemptTimeout.compareTo(SHORTEST_TIMEOUT) < 0) ? this.attemptTimeout : SHORTEST_TIMEOUT;
		Duration timeout = (rest.compareTo(least) < 0) ? least : rest;
		return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).apiCallAttemptTimeout(timeout).build();
	}

	/**
	 * A failure, or an answered cancellation, in the words of the SWF API.
	 *
	 * @param taskToken the task
	 * @param cancellation which of the two it is
	 * @param reason the reason; a cancellation has none
	 * @param details the details, if any
	 */
	private record Report(String taskToken, boolean cancellation, String reason, @Nullable String details) {

		private static final int SHORT_REASON_LENGTH = 100;

		static Report of(TaskFailure failure) {
			String details = failure.description().details();
			return new Report(failure.task().taskToken(), failure.origin().cancellation(),
					failure.description().reason(), details.isEmpty() ? null : details);
		}

		static Report shortened(TaskFailure failure) {
			String ascii = failure.origin().exceptionType().replaceAll("[^A-Za-z0-9_.$]", "?");
			String reason = ascii.substring(Math.max(0, ascii.length() - SHORT_REASON_LENGTH));
			return new Report(failure.task().taskToken(), failure.origin().cancellation(), reason, null);
		}

		ReportOutcome acceptedAs() {
			return this.cancellation ? ReportOutcome.CANCELED : ReportOutcome.REPORTED;
		}

		SwfResponse send(SwfClient swf, AwsRequestOverrideConfiguration configuration) {
			if (this.cancellation) {
				return swf.respondActivityTaskCanceled(RespondActivityTaskCanceledRequest.builder()
					.taskToken(this.taskToken)
					.details(this.details)
					.overrideConfiguration(configuration)
					.build());
			}
			return swf.respondActivityTaskFailed(RespondActivityTaskFailedRequest.builder()
				.taskToken(this.taskToken)
				.reason(this.reason)
				.details(this.details)
				.overrideConfiguration(configuration)
				.build());
		}

	}

}
