// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.SafeText;
import io.github.swffailure.support.SwfErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The texts of log lines about failures. Messages of SWF quote a refused text, which is
 * removed before they are shortened.
 *
 * @param domain the SWF domain of the worker, if known
 * @param redactor redacts messages of the AWS SDK, which may contain the password of a
 * proxy; never throws
 */
record FailureMessages(@Nullable String domain, UnaryOperator<String> redactor) {

	private static final int MAX_LENGTH = 300;

	private static final Pattern ECHO = Pattern.compile("Value '.*' at '", Pattern.DOTALL);

	private static final Pattern PRINCIPAL = Pattern.compile("User: (arn:(aws[\\w-]*):\\w+::(\\d*):\\S+)");

	private static final List<String> SIGNATURE_CODES = List.of("SignatureDoesNotMatch", "InvalidSignature",
			"IncompleteSignature", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

	private static final String SIGNATURE_ADVICE = "its requests have a wrong signature or time, so "
			+ "compare the clock of this host with the real time, and check its secret key, region and proxies";

	static String oneLine(String text) {
		String line = SafeText.oneLine(text);
		return (line.length() <= MAX_LENGTH) ? line : SafeText.cut(line, MAX_LENGTH) + "...";
	}

	static String meaningOf(Delivery delivery) {
		return switch (delivery.outcome()) {
			case REJECTED -> "; SWF refuses the report, and the task stays open until it times out";
			case EXPIRED -> delivery.redelivery()
					? "; the report is set aside, and the task stays open until an operator resends the report or the task times out"
					: "; the report is lost, and the task stays open until it times out";
			case DEFERRED, DENIED -> "; the report is kept and delivered later";
			default -> "";
		};
	}

	String because(@Nullable Throwable error) {
		return (error != null) ? "; " + causeOf(error) : "";
	}

	private static @Nullable String codeOf(@Nullable Throwable error) {
		return (error instanceof AwsServiceException ex) ? SwfErrors.codeOf(ex) : null;
	}

	private String causeOf(Throwable error) {
		String message = ECHO.matcher(String.valueOf(error.getMessage())).replaceAll("Value '...' at '");
		String code = codeOf(error);
		return ((code != null) ? code : error.getClass().getSimpleName()) + ": "
				+ oneLine(this.redactor.apply(message));
	}

	/** Explains why a worker is denied, with the policy statement to add. */
	String adviceOn(TaskReport denied, @Nullable Throwable error) {
		String action = actionOf(denied);
		Matcher principal = PRINCIPAL.matcher((error != null) ? String.valueOf(error.getMessage()) : "");
		boolean named = principal.find();
		return "SWF does not let " + (named ? "'" + oneLine(principal.group(1)) + "'" : "this worker") + " call "
				+ action + " in " + ((this.domain != null) ? "domain '" + this.domain + "'" : "the domain") + " ("
				+ ((error != null) ? causeOf(error) : "no reason given") + "). Its reports are kept until it may: "
				+ (isBadSignature(codeOf(error)) ? SIGNATURE_ADVICE
						: "renew its credentials if they have expired, else add to its policy "
								+ statement(named ? principal.group(2) : "aws", named ? principal.group(3) : ""));
	}

	private static String actionOf(TaskReport report) {
		if (report instanceof TaskFailure failure) {
			return "swf:RespondActivityTask" + (failure.origin().cancellation() ? "Canceled" : "Failed");
		}
		return "swf:RespondActivityTaskCompleted";
	}

	private static boolean isBadSignature(@Nullable String code) {
		return code != null && SIGNATURE_CODES.stream().anyMatch(code::startsWith);
	}

	private String statement(String partition, String account) {
		return "{\"Effect\":\"Allow\",\"Action\":[\"swf:RespondActivityTaskFailed\","
				+ "\"swf:RespondActivityTaskCanceled\"],\"Resource\":\"arn:" + partition + ":swf:*:"
				+ (account.isEmpty() ? "*" : account) + ":/domain/" + ((this.domain != null) ? this.domain : "*")
				+ "\"}";
	}

}
