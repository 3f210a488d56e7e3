// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.Backoff;
import io.github.swffailure.support.SwfErrors;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.swf.model.LimitExceededException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * Why the polls of a task list fail, how long to wait, and what to do about it. Each kind
 * of problem is logged once, until a poll succeeds.
 */
final class PollProblems {

	private static final Logger logger = LoggerFactory.getLogger(TaskListPolling.class);

	private static final Duration FIRST_WAIT = Duration.ofMillis(500);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

	private static final Duration LONGEST_QUIET = SwfCalls.POLL_TIMEOUT.plusSeconds(5);

	private static final String QUIET = "No poll of task list '%s' has ended for more than a minute: the AWS SDK "
			+ "waits before it tries again, as requested by SWF or a proxy";

	private final String taskList;

	private final SwfCalls swf;

	private final Backoff waits = new Backoff(FIRST_WAIT, LONGEST_WAIT);

	private long notBefore = System.nanoTime();

	private @Nullable Kind kind;

	private volatile @Nullable String current;

	private final LongSupplier nanoTime;

	private int polls;

	private long quietSince;

	PollProblems(String taskList, SwfCalls swf) {
		this(taskList, swf, System::nanoTime);
	}

	PollProblems(String taskList, SwfCalls swf, LongSupplier nanoTime) {
		this.taskList = taskList;
		this.swf = swf;
		this.nanoTime = nanoTime;
	}

	/** The time to wait before the next poll. */
	synchronized long waitNanos() {
		return (this.kind != null) ? Math.max(0, this.notBefore - System.nanoTime()) : 0;
	}

	/** The current problem, for the health; {@code null} if there is none. */
	@Nullable String current() {
		return (this.current == null && isQuiet()) ? QUIET.formatted(this.taskList) : this.current;
	}

	/** Whether no poll has ended for long, because the AWS SDK waits between attempts. */
	private synchronized boolean isQuiet() {
		return this.polls > 0 && this.nanoTime.getAsLong() - this.quietSince > LONGEST_QUIET.toNanos();
	}

	synchronized void begun() {
		if (this.polls++ == 0) {
			this.quietSince = this.nanoTime.getAsLong();
		}
	}

	synchronized void ended() {
		this.polls--;
		this.quietSince = this.nanoTime.getAsLong();
	}

	/** A poll has succeeded. */
	void over() {
		if (this.current == null) {
			return;
		}
		synchronized (this) {
			this.kind = null;
			this.current = null;
			this.waits.reset();
		}
		logger.info("Task list '{}' is polled again", this.taskList);
	}

	/** A poll has failed. */
	synchronized PollOutcome after(Throwable error) {
		Kind found = Kind.of(error);
		String advice = found.advice.formatted(this.taskList, this.swf.domain());
		String text = advice + " (" + this.swf.explain(SwfErrors.shown(error)) + ")";
		if (this.kind != found) {
			TaskFailureListeners.call(this, (problems) -> problems.log(found, text, error));
		}
		if (this.kind == null || System.nanoTime() - this.notBefore >= 0) {
			this.notBefore = System.nanoTime() + this.waits.next().toNanos();
		}
		this.kind = found;
		this.current = text;
		return found.outcome;
	}

	private void log(Kind found, String text, Throwable error) {
		switch (found) {
			case DENIED, MISSING_DOMAIN -> logger.error("{}. Polls go on with growing waits", text);
			case UNEXPECTED -> logger.error("{}. Polls go on with growing waits", text, error);
			default -> logger.warn("{}. Polls go on with growing waits", text);
		}
	}

	/** The outcome of a poll, with its name in meters. */
	enum PollOutcome {

		TASK, EMPTY, THROTTLED, DENIED, ERROR;

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	private enum Kind {

		THROTTLED(PollOutcome.THROTTLED, "SWF throttles the polls of task list '%1$s'"),

		DENIED(PollOutcome.DENIED,
				"SWF does not let this worker poll task list '%1$s': renew its credentials if they have expired, else "
						+ "add to its policy {\"Effect\":\"Allow\",\"Action\":\"swf:PollForActivityTask\","
						+ "\"Resource\":\"arn:aws:swf:*:*:/domain/%2$s\"}"),

		MISSING_DOMAIN(PollOutcome.ERROR,
				"Task list '%1$s' cannot be polled because there is no SWF domain '%2$s' in this region and account: "
						+ "register it, or correct 'swf.worker.domain' or the region"),

		READ_TIMEOUT(PollOutcome.ERROR,
				"Polls of task list '%1$s' end before SWF answers, and each may lose a task: give the HTTP "
						+ "client of the SwfClient a socket timeout of 70 seconds or more, as SWF holds polls for 60"),

		OUTAGE(PollOutcome.ERROR, "Task list '%1$s' cannot be polled"),

		UNEXPECTED(PollOutcome.ERROR, "A poll of task list '%1$s' failed for a reason other than SWF");

		private final PollOutcome outcome;

		private final String advice;

		Kind(PollOutcome outcome, String advice) {
			this.outcome = outcome;
			this.advice = advice;
		}

		static Kind of(Throwable error) {
			if (error instanceof LimitExceededException
					|| (error instanceof AwsServiceException ex && SwfErrors.isThrottling(ex))) {
				return THROTTLED;
			}
			if (error instanceof UnknownResourceException) {
				return MISSING_DOMAIN;
			}
			if (SwfErrors.outcomeOf(error) == ReportOutcome.DENIED) {
				return DENIED;
			}
			if (isReadTimeout(error)) {
				return READ_TIMEOUT;
			}
			return (error instanceof Error) ? UNEXPECTED : OUTAGE;
		}

		private static boolean isReadTimeout(Throwable error) {
			if (error instanceof ApiCallAttemptTimeoutException) {
				return true;
			}
			Throwable cause = error.getCause();
			return cause instanceof SocketTimeoutException
					|| (cause instanceof InterruptedIOException && String.valueOf(cause.getMessage()).contains("Read"));
		}

	}

}
