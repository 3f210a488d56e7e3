// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.Locale;
import java.util.Set;

import io.github.swffailure.ReportOutcome;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.SwfResponse;
import software.amazon.awssdk.services.swf.model.SwfResponseMetadata;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * Classifies errors of the AWS SDK, by error code and then by HTTP status. The codes are
 * from the SWF API reference and AWS's list of common errors.
 * <p>
 * Unknown errors are deferred. A report is only given up if SWF has refused its text:
 * every other error, even an unknown operation because of a wrong endpoint, may be fixed
 * before the report expires.
 */
public final class SwfErrors {

	private static final Set<String> REFUSED = Set.of("ValidationException", "ValidationError",
			"SerializationException", "RequestEntityTooLargeException", "RequestEntityTooLarge");

	private static final Set<String> DENIED = Set.of("OperationNotPermittedFault", "OperationNotPermittedException",
			"NotAuthorized", "OptInRequired", "IncompleteSignature", "IncompleteSignatureException",
			"MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidClientTokenId",
			"SignatureDoesNotMatch", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

	private static final Set<String> DENIED_PREFIXES = Set.of("AccessDenied", "UnrecognizedClient", "ExpiredToken",
			"InvalidSignature");

	private static final String NO_REQUEST_ID = "UNKNOWN";

	private SwfErrors() {
	}

	/**
	 * Whether a successful answer is not from SWF. An answer of a mock has no metadata,
	 * and counts as one of SWF.
	 * @param response the answer
	 * @return whether something else answered
	 */
	public static boolean isForeign(@Nullable SwfResponse response) {
		SwfResponseMetadata metadata = (response != null) ? response.responseMetadata() : null;
		return metadata != null && NO_REQUEST_ID.equals(metadata.requestId());
	}

	/**
	 * Whether an error is not from SWF, because it has neither a code nor a request id.
	 * @param error the error
	 * @return whether something else answered
	 */
	public static boolean isForeign(AwsServiceException error) {
		String requestId = error.requestId();
		return codeOf(error) == null && (requestId == null || requestId.equals(NO_REQUEST_ID))
				&& error.statusCode() > 0;
	}

	/**
	 * The error to show.
	 * @param error the error of a call
	 * @return a {@link ForeignAnswerException} if something else than SWF answered,
	 * otherwise the error
	 */
	public static Throwable shown(Throwable error) {
		if (error instanceof AwsServiceException ex && isForeign(ex)) {
			return new ForeignAnswerException("HTTP " + ex.statusCode() + " without a request id of SWF", ex);
		}
		return isPage(error) ? new ForeignAnswerException("HTTP 200 with a page that is not JSON", error) : error;
	}

	/** Compares the simple name, because the SDK relocates the class. */
	private static boolean isPage(Throwable error) {
		return error instanceof SdkClientException
				&& SafeText.mostSpecific(error).getClass().getSimpleName().equals("JsonParseException");
	}

	/**
	 * The outcome of a report that ended with an error.
	 * @param error the error of a call
	 * @return the outcome
	 */
	public static ReportOutcome outcomeOf(Throwable error) {
		if (error instanceof AwsServiceException ex) {
			return outcomeOf(ex);
		}
		boolean credentials = error instanceof SdkClientException && message(error).contains("load credentials");
		return credentials ? ReportOutcome.DENIED : ReportOutcome.DEFERRED;
	}

	private static ReportOutcome outcomeOf(AwsServiceException error) {
		String code = codeOf(error);
		if (isForeign(error)) {
			return ReportOutcome.DEFERRED;
		}
		if (error instanceof UnknownResourceException) {
			return ReportOutcome.TASK_CLOSED;
		}
		if (isThrottling(error)) {
			return ReportOutcome.DEFERRED;
		}
		if (error instanceof OperationNotPermittedException || isDenied(code, error.statusCode())) {
			return ReportOutcome.DENIED;
		}
		return (code != null && REFUSED.contains(code)) ? ReportOutcome.REJECTED : ReportOutcome.DEFERRED;
	}

	/**
	 * Whether an error means that SWF throttles.
	 * @param error the error of a call
	 * @return whether it does
	 */
	public static boolean isThrottling(AwsServiceException error) {
		return error.isThrottlingException() || message(error).toLowerCase(Locale.ROOT).contains("rate exceeded");
	}

	private static boolean isDenied(@Nullable String code, int status) {
		if (code == null) {
			return status == 401 || status == 403;
		}
		return DENIED.contains(code) || DENIED_PREFIXES.stream().anyMatch(code::startsWith);
	}

	/**
	 * The code of an error.
	 * @param error the error
	 * @return for example {@code ValidationException}, if there is one
	 */
	public static @Nullable String codeOf(AwsServiceException error) {
		AwsErrorDetails details = error.awsErrorDetails();
		return (details != null) ? details.errorCode() : null;
	}

	private static String message(Throwable error) {
		String message = error.getMessage();
		return (message != null) ? message : "";
	}

	/** An answer of a proxy, a load balancer or a captive portal instead of SWF. */
	public static final class ForeignAnswerException extends RuntimeException {

		private ForeignAnswerException(String what, @Nullable Throwable cause) {
			super(what + ": a proxy or portal answered instead", cause, false, false);
		}

		/** Creates the exception for a 2xx answer. */
		public ForeignAnswerException() {
			this("HTTP 200 without a request id of SWF", null);
		}

	}

}
