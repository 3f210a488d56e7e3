package io.github.swffailure.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Tells an operator what a denied worker lacks, and the policy statement that grants it.
 */
final class DenialAdvice {

	private static final Pattern PRINCIPAL = Pattern.compile("User: (arn:(aws[\\w-]*):\\w+::(\\d*):\\S+)");

	private final @Nullable String domain;

	DenialAdvice(@Nullable String domain) {
		this.domain = domain;
	}

	String about(TaskFailure failure, @Nullable Throwable error) {
		String action = "swf:RespondActivityTask" + (failure.origin().cancellation() ? "Canceled" : "Failed");
		String message = (error != null) ? String.valueOf(error.getMessage()) : "";
		Matcher principal = PRINCIPAL.matcher(message);
		boolean named = principal.find();
		return "SWF does not let " + (named ? "'" + LogText.oneLine(principal.group(1)) + "'" : "this worker")
				+ " call " + action + " in " + ((this.domain != null) ? "domain '" + this.domain + "'" : "the domain")
				+ " (" + ((error != null) ? LogText.errorOf(error) : "no reason given")
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
