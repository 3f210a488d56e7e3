// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The content of an {@code ActivityTaskFailed} event that was reported by a worker with
 * this library, for deciders. Does not need Spring.
 *
 * <pre class="code">
 * ReportedFailure failure = ReportedFailure.parse(attributes.reason(), attributes.details());
 * if (failure.hasCode("CARD_DECLINED") || !failure.retryable()) {
 *     cancelOrder();
 * }
 * </pre>
 *
 * Everything except the message is read from the details, in any format; from the last
 * line if they are text. Without such details, the code is the part of the reason before
 * the first {@code ": "}, if that is a valid code. Names of exception classes are not,
 * since they have lower-case letters, nor are severities with which lines of databases
 * and logs begin.
 *
 * @param code the code, or {@code null} if the failure has none
 * @param message the reason without code or class name
 * @param type class name of the outermost exception, or {@code null} if unknown
 * @param retryable {@code false} only if the worker said so
 * @param fingerprint the fingerprint, or {@code null} if unknown
 * @param retryAfter how long to wait before a retry, or {@code null} if the worker did
 * not set it
 * @param context where it happened: {@code trace} and {@code span}, {@code worker},
 * {@code app} and {@code version}, and {@code mdc.} with the key for each entry of the
 * worker's logging context; unknown values are missing
 * @since 0.1
 */
public record ReportedFailure(@Nullable String code, String message, @Nullable String type, boolean retryable,
		@Nullable String fingerprint, @Nullable Duration retryAfter, Map<String, String> context) {

	private static final String SEPARATOR = ": ";

	private static final Pattern CLASS_NAME = Pattern
		.compile("(?:\\p{javaJavaIdentifierPart}+\\.)*\\p{javaJavaIdentifierPart}+");

	/** Words that look like codes but begin messages of databases and logs. */
	private static final Set<String> SEVERITIES = Set.of("ALERT", "CRITICAL", "DEBUG", "EMERGENCY", "ERROR", "FATAL",
			"INFO", "LOG", "NOTICE", "PANIC", "SEVERE", "WARN", "WARNING");

	/**
	 * Creates a failure without a time to wait and a context.
	 * @param code the code, or {@code null} if the failure has none
	 * @param message the reason without code or class name
	 * @param type class name of the outermost exception, or {@code null} if unknown
	 * @param retryable {@code false} only if the worker said so
	 * @param fingerprint the fingerprint, or {@code null} if unknown
	 */
	public ReportedFailure(@Nullable String code, String message, @Nullable String type, boolean retryable,
			@Nullable String fingerprint) {
		this(code, message, type, retryable, fingerprint, null, Map.of());
	}

	/**
	 * Reads a failure. Never throws; values that cannot be read are left out.
	 * @param reason the reason, as SWF has it
	 * @param details the details, as SWF has them
	 * @return the failure
	 */
	public static ReportedFailure parse(@Nullable String reason, @Nullable String details) {
		String line = (reason != null) ? reason : "";
		ReportedDetails found = ReportedDetails.of((details != null) ? details : "");
		String code = found.text("code");
		code = (code != null && ReasonCode.isValid(code)) ? code : null;
		if (code == null && found.text("fingerprint") == null) {
			code = codeIn(line);
		}
		String type = found.text("type");
		return new ReportedFailure(code, message(line, code, type), type, !"false".equals(found.text("retryable")),
				found.text("fingerprint"), found.retryAfter(), found.context());
	}

	/**
	 * Whether this failure has a code.
	 * @param code the code
	 * @return whether it is the code of this failure
	 */
	public boolean hasCode(String code) {
		return code.equals(this.code);
	}

	private static @Nullable String codeIn(String reason) {
		int end = reason.indexOf(SEPARATOR);
		String label = (end >= 0) ? reason.substring(0, end) : reason;
		return (ReasonCode.isValid(label) && !SEVERITIES.contains(label)) ? label : null;
	}

	private static String message(String reason, @Nullable String code, @Nullable String type) {
		int end = reason.indexOf(SEPARATOR);
		String label = (end >= 0) ? reason.substring(0, end) : "";
		boolean known = label.equals(code) || label.equals(type)
				|| (type != null && label.equals(FailureOrigin.simpleName(type)));
		boolean severity = SEVERITIES.contains(label);
		return (known || (type == null && !severity && CLASS_NAME.matcher(label).matches()))
				? reason.substring(end + SEPARATOR.length()) : reason;
	}

}
