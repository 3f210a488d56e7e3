// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SwfErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskCanceledRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskCompletedRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;
import software.amazon.awssdk.services.swf.model.SwfResponse;

import org.springframework.util.Assert;

/**
 * Calls {@code RespondActivityTaskFailed}, {@code RespondActivityTaskCanceled} or
 * {@code RespondActivityTaskCompleted}. Never throws. The AWS SDK retries within the
 * attempt timeout.
 * <p>
 * If SWF refuses the text of a failure, it is sent once more with the class name as
 * reason and without details, so that the task is at least closed.
 */
final class SwfSender {

	private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(500);

	private final Supplier<SwfClient> swf;

	private final Duration attemptTimeout;

	private final Function<String, @Nullable String> details;

	SwfSender(Supplier<SwfClient> swf, Duration attemptTimeout) {
		this(swf, attemptTimeout, (text) -> text);
	}

	/**
	 * Creates the sender.
	 * @param swf supplies the client for each report
	 * @param attemptTimeout maximum time of one delivery, more than zero; set on each
	 * request, whoever built the client
	 * @param details encodes the details of a failure for SWF
	 */
	SwfSender(Supplier<SwfClient> swf, Duration attemptTimeout, Function<String, @Nullable String> details) {
		Assert.isTrue(!attemptTimeout.isNegative() && !attemptTimeout.isZero(),
				() -> "The attempt timeout must be more than zero but is " + attemptTimeout);
		this.swf = swf;
		this.attemptTimeout = attemptTimeout;
		this.details = details;
	}

	Duration attemptTimeout() {
		return this.attemptTimeout;
	}

	/**
	 * Sends a report.
	 * @param again whether it comes from the journal
	 * @param mayHaveArrived whether an earlier attempt may have arrived
	 * @param timeout maximum time to take, but a call gets at least half a second, or the
	 * attempt timeout if that is shorter
	 */
	SwfAnswer send(TaskReport report, boolean again, boolean mayHaveArrived, Duration timeout) {
		long start = System.nanoTime();
		Message message = Message.of(report, this.details);
		SwfAnswer answer = call(message, timeout);
		if (report instanceof TaskFailure failure && answer.mayAcceptShorterText(again)) {
			Duration rest = timeout.minusNanos(System.nanoTime() - start);
			return call(Message.shortened(failure), rest).after(mayHaveArrived || answer.mayHaveArrived(),
					message.acceptedAs());
		}
		return answer.after(mayHaveArrived, message.acceptedAs());
	}

	/**
	 * Sends a report for which the journal has no room. Its handler waits, at most for
	 * the attempt timeout, until SWF accepts it or there is room, which slows down a
	 * storm of failures.
	 * @param kept whether the journal keeps it now
	 */
	SwfAnswer sendUntil(TaskReport report, BooleanSupplier kept) {
		Backoff.Loop waits = Backoff.ofMillis(50, 500).until(this.attemptTimeout);
		SwfAnswer answer = send(report, false, false, this.attemptTimeout);
		while (answer.outcome() == ReportOutcome.DEFERRED && waits.pause() && !kept.getAsBoolean()) {
			answer = send(report, true, answer.mayHaveArrived(), waits.timeLeft());
		}
		return answer;
	}

	/**
	 * The failure to report if SWF refuses a result. It contains the error code, but not
	 * the message, which may quote the result.
	 */
	static TaskFailure refused(TaskCompletion completion, @Nullable Throwable error) {
		String code = (error instanceof AwsServiceException ex) ? String.valueOf(SwfErrors.codeOf(ex)) : "no code";
		String result = completion.result();
		String message = "SWF refused the result of " + ((result != null) ? result.length() : 0) + " characters ("
				+ code + ")";
		ResultRefusedException refusal = new ResultRefusedException(message);
		return new TaskFailure(completion.task(),
				new FailureDescription(refusal.getClass().getSimpleName() + ": " + message, ""),
				FailureOrigins.of(refusal), completion.time());
	}

	private SwfAnswer call(Message message, Duration timeout) {
		CallAttempts attempts = new CallAttempts();
		try {
			AwsRequestOverrideConfiguration configuration = limit(timeout).toBuilder().addPlugin(attempts).build();
			SwfResponse response = message.send(this.swf.get(), configuration);
			return SwfErrors.isForeign(response) ? SwfAnswer.foreign()
					: new SwfAnswer(message.acceptedAs(), null, false, attempts.throttled());
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
	 * The call to SWF that delivers a report.
	 *
	 * @param taskToken the task
	 * @param acceptedAs the outcome if SWF accepts it, which selects the operation
	 * @param reason the reason of a failure, else empty
	 * @param text the details or the result, if any
	 */
	private record Message(String taskToken, ReportOutcome acceptedAs, String reason, @Nullable String text) {

		private static final int SHORT_REASON_LENGTH = 100;

		static Message of(TaskReport report, Function<String, @Nullable String> encoder) {
			if (report instanceof TaskFailure failure) {
				String details = failure.description().details();
				return of(failure, failure.description().reason(), details.isEmpty() ? null : encoder.apply(details));
			}
			return new Message(report.task().taskToken(), ReportOutcome.COMPLETED, "",
					((TaskCompletion) report).result());
		}

		private static Message of(TaskFailure failure, String reason, @Nullable String details) {
			return new Message(failure.task().taskToken(),
					failure.origin().cancellation() ? ReportOutcome.CANCELED : ReportOutcome.REPORTED, reason, details);
		}

		static Message shortened(TaskFailure failure) {
			String ascii = failure.origin().exceptionType().replaceAll("[^A-Za-z0-9_.$]", "?");
			return of(failure, ascii.substring(Math.max(0, ascii.length() - SHORT_REASON_LENGTH)), null);
		}

		SwfResponse send(SwfClient swf, AwsRequestOverrideConfiguration configuration) {
			return switch (this.acceptedAs) {
				case COMPLETED -> swf.respondActivityTaskCompleted(RespondActivityTaskCompletedRequest.builder()
					.taskToken(this.taskToken)
					.result(this.text)
					.overrideConfiguration(configuration)
					.build());
				case CANCELED -> swf.respondActivityTaskCanceled(RespondActivityTaskCanceledRequest.builder()
					.taskToken(this.taskToken)
					.details(this.text)
					.overrideConfiguration(configuration)
					.build());
				default -> swf.respondActivityTaskFailed(RespondActivityTaskFailedRequest.builder()
					.taskToken(this.taskToken)
					.reason(this.reason)
					.details(this.text)
					.overrideConfiguration(configuration)
					.build());
			};
		}

	}

	/** Gives a refused result an exception type; never thrown. */
	private static final class ResultRefusedException extends RuntimeException {

		private ResultRefusedException(String message) {
			super(message, null, false, false);
		}

	}

}
