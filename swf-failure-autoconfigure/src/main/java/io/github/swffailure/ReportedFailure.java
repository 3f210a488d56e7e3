package io.github.swffailure;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a decider reads in the attributes of an {@code ActivityTaskFailed} event that a
 * worker with this library has reported. Needs nothing of Spring.
 *
 * <pre class="code">
 * ReportedFailure failure = ReportedFailure.parse(attributes.reason(), attributes.details());
 * if (failure.hasCode("CARD_DECLINED") || !failure.retryable()) {
 *     cancelOrder();
 * }
 * </pre>
 *
 * Code and retryable are taken from details in the formats json and flow. Without such
 * details the code is what stands before the first {@code ": "} of the reason, if it is a
 * valid code: names of exception classes are not, since they have small letters.
 *
 * @param code the code, or {@code null} if the failure has none
 * @param message the reason without code or class name
 * @param type class name of the outermost exception, or {@code null} if not told
 * @param retryable {@code false} only if the worker said so
 * @param fingerprint the fingerprint, or {@code null} if not told
 * @since 0.1
 */
public record ReportedFailure(@Nullable String code, String message, @Nullable String type, boolean retryable,
		@Nullable String fingerprint) {

	private static final String SEPARATOR = ": ";

	private static final Pattern CLASS_NAME = Pattern.compile("[\\p{javaJavaIdentifierPart}.]+");

	/**
	 * Reads a failure. Never throws: what is not understood is not told.
	 * @param reason the reason, as SWF has it
	 * @param details the details, as SWF has them
	 * @return the failure
	 */
	public static ReportedFailure parse(@Nullable String reason, @Nullable String details) {
		String line = (reason != null) ? reason : "";
		Map<String, Object> told = ReportedDetails.of((details != null) ? details : "");
		String type = (told.get("type") instanceof String name) ? name : null;
		String code = (told.get("code") instanceof String text) ? text : null;
		if (code == null && !told.containsKey("fingerprint")) {
			code = codeIn(line);
		}
		String fingerprint = (told.get("fingerprint") instanceof String hash) ? hash : null;
		boolean retryable = !Boolean.FALSE.equals(told.get("retryable"));
		return new ReportedFailure(code, message(line, code, type), type, retryable, fingerprint);
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
		return ReasonCode.isValid(label) ? label : null;
	}

	private static String message(String reason, @Nullable String code, @Nullable String type) {
		int end = reason.indexOf(SEPARATOR);
		String label = (end >= 0) ? reason.substring(0, end) : "";
		boolean known = label.equals(code) || label.equals(type)
				|| (type != null && label.equals(FailureOrigin.simpleName(type)));
		return (known || (type == null && CLASS_NAME.matcher(label).matches()))
				? reason.substring(end + SEPARATOR.length()) : reason;
	}

}
