package io.github.swffailure.logging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.SafeText;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The texts of the log lines about failures. Foreign text is made fit for a line: SWF's
 * messages repeat the text they refuse, so that is taken out before they are cut.
 *
 * @param domain the SWF domain of the worker, if known
 */
record FailureMessages(@Nullable String domain) {

	private static final int MAX_LENGTH = 300;

	private static final Pattern ECHO = Pattern.compile("Value '.*' at '", Pattern.DOTALL);

	private static final Pattern PRINCIPAL = Pattern.compile("User: (arn:(aws[\\w-]*):\\w+::(\\d*):\\S+)");

	static String oneLine(@Nullable String text) {
		String line = SafeText.oneLine((text != null) ? text : "");
		return (line.length() <= MAX_LENGTH) ? line : SafeText.cut(line, MAX_LENGTH) + "...";
	}

	static String meaningOf(ReportOutcome outcome) {
		return switch (outcome) {
			case REJECTED -> "; SWF refuses the report, and the task stays open until it times out";
			case EXPIRED -> "; the report is lost, and the task stays open until it times out";
			case DEFERRED, DENIED -> "; the report is kept and delivered later";
			default -> "";
		};
	}

	static String because(@Nullable Throwable error) {
		return (error != null) ? "; " + causeOf(error) : "";
	}

	private static String causeOf(Throwable error) {
		String message = oneLine(ECHO.matcher(String.valueOf(error.getMessage())).replaceAll("Value '...' at '"));
		AwsErrorDetails details = (error instanceof AwsServiceException ex) ? ex.awsErrorDetails() : null;
		String code = (details != null) ? details.errorCode() : null;
		return ((code != null) ? code : error.getClass().getSimpleName()) + ": " + message;
	}

	/** What a denied worker lacks, and the policy statement that grants it. */
	String adviceOn(TaskFailure denied, @Nullable Throwable error) {
		String action = "swf:RespondActivityTask" + (denied.origin().cancellation() ? "Canceled" : "Failed");
		Matcher principal = PRINCIPAL.matcher((error != null) ? String.valueOf(error.getMessage()) : "");
		boolean named = principal.find();
		return "SWF does not let " + (named ? "'" + oneLine(principal.group(1)) + "'" : "this worker") + " call "
				+ action + " in " + ((this.domain != null) ? "domain '" + this.domain + "'" : "the domain") + " ("
				+ ((error != null) ? causeOf(error) : "no reason given")
				+ "). Its reports are kept until it may: renew its credentials if they have expired, else add to its policy "
				+ statement(named ? principal.group(2) : "aws", named ? principal.group(3) : "");
	}

	private String statement(String partition, String account) {
		return "{\"Effect\":\"Allow\",\"Action\":[\"swf:RespondActivityTaskFailed\","
				+ "\"swf:RespondActivityTaskCanceled\"],\"Resource\":\"arn:" + partition + ":swf:*:"
				+ (account.isEmpty() ? "*" : account) + ":/domain/" + ((this.domain != null) ? this.domain : "*")
				+ "\"}";
	}

}
