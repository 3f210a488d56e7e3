package io.github.swffailure.delivery;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * A failure, or an answered cancellation, in the words of the SWF API.
 *
 * @param taskToken the task
 * @param cancellation which of the two it is
 * @param reason the reason; a cancellation has none
 * @param details the details, if any
 */
record SwfReport(String taskToken, boolean cancellation, String reason, @Nullable String details) {

	private static final int SHORT = 100;

	static SwfReport of(TaskFailure failure) {
		String details = failure.description().details();
		return new SwfReport(failure.task().taskToken(), failure.origin().cancellation(),
				failure.description().reason(), details.isEmpty() ? null : details);
	}

	static SwfReport shortened(TaskFailure failure) {
		String ascii = failure.origin().exceptionType().replaceAll("[^A-Za-z0-9_.$]", "?");
		String reason = ascii.substring(Math.max(0, ascii.length() - SHORT));
		return new SwfReport(failure.task().taskToken(), failure.origin().cancellation(), reason, null);
	}

	ReportOutcome acceptedAs() {
		return this.cancellation ? ReportOutcome.CANCELED : ReportOutcome.REPORTED;
	}

	void send(SwfClient swf, AwsRequestOverrideConfiguration limit) {
		if (this.cancellation) {
			swf.respondActivityTaskCanceled(
					(request) -> request.taskToken(this.taskToken).details(this.details).overrideConfiguration(limit));
		}
		else {
			swf.respondActivityTaskFailed((request) -> request.taskToken(this.taskToken)
				.reason(this.reason)
				.details(this.details)
				.overrideConfiguration(limit));
		}
	}

}
