// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.SafeText;
import io.github.swffailure.support.SwfErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskRequest;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatRequest;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * The calls to SWF that a worker makes, except its answers.
 */
final class SwfCalls {

	/** SWF holds a poll for 60 seconds. */
	static final Duration POLL_TIMEOUT = Duration.ofSeconds(70);

	/** For all attempts of the SDK, none of which may be aborted. */
	private static final Duration POLL_CALL_TIMEOUT = POLL_TIMEOUT.multipliedBy(5);

	private static final int MAX_MESSAGE_LENGTH = 300;

	private final Supplier<SwfClient> swf;

	private final UnaryOperator<String> redactor;

	private final String domain;

	private final String identity;

	private final AwsRequestOverrideConfiguration polls;

	private final AwsRequestOverrideConfiguration heartbeats;

	/**
	 * Creates the calls.
	 * @param redactor redacts messages of the AWS SDK; never throws
	 */
	SwfCalls(Supplier<SwfClient> swf, WorkerSettings settings, UnaryOperator<String> redactor) {
		this.swf = swf;
		this.redactor = redactor;
		this.domain = settings.domain();
		this.identity = settings.identity();
		this.polls = AwsRequestOverrideConfiguration.builder()
			.apiCallAttemptTimeout(POLL_TIMEOUT)
			.apiCallTimeout(POLL_CALL_TIMEOUT)
			.build();
		Duration timeout = settings.timing().attemptTimeout();
		this.heartbeats = AwsRequestOverrideConfiguration.builder()
			.apiCallAttemptTimeout(timeout)
			.apiCallTimeout(timeout)
			.build();
	}

	String domain() {
		return this.domain;
	}

	SwfClient client() {
		return this.swf.get();
	}

	/**
	 * Waits for a task. Throws the exceptions of the SDK.
	 * @return the task, {@code null} if there is none
	 */
	@Nullable PollForActivityTaskResponse poll(String taskList) {
		PollForActivityTaskResponse response = this.swf.get()
			.pollForActivityTask(PollForActivityTaskRequest.builder()
				.domain(this.domain)
				.taskList((list) -> list.name(taskList))
				.identity(this.identity)
				.overrideConfiguration(this.polls)
				.build());
		Objects.requireNonNull(response, "The SwfClient has returned nothing");
		if (response.taskToken() != null && !response.taskToken().isEmpty()) {
			return response;
		}
		if (SwfErrors.isForeign(response)) {
			throw new SwfErrors.ForeignAnswerException();
		}
		return null;
	}

	/** Never throws. */
	Heartbeat heartbeat(ActivityTask task, @Nullable String details) {
		try {
			Boolean cancel = this.swf.get()
				.recordActivityTaskHeartbeat(RecordActivityTaskHeartbeatRequest.builder()
					.taskToken(task.taskToken())
					.details(details)
					.overrideConfiguration(this.heartbeats)
					.build())
				.cancelRequested();
			return Boolean.TRUE.equals(cancel) ? Heartbeat.CANCEL_REQUESTED : Heartbeat.ACCEPTED;
		}
		catch (UnknownResourceException ex) {
			return Heartbeat.CLOSED;
		}
		catch (Throwable ex) {
			return (ex instanceof AwsServiceException error && SwfErrors.isThrottling(error)) ? Heartbeat.THROTTLED
					: Heartbeat.FAILED;
		}
	}

	/** Describes an error in one line, redacted. */
	String explain(Throwable error) {
		String message = error.getMessage();
		String line = SafeText
			.oneLine(error.getClass().getSimpleName() + ((message != null) ? ": " + this.redactor.apply(message) : ""));
		return (line.length() <= MAX_MESSAGE_LENGTH) ? line : SafeText.cut(line, MAX_MESSAGE_LENGTH) + "...";
	}

	/** The answer to a heartbeat. */
	enum Heartbeat {

		ACCEPTED, CANCEL_REQUESTED, CLOSED, THROTTLED, FAILED

	}

}
