// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;

class SwfErrorsTests {

	@ParameterizedTest
	@CsvSource({ "400, ThrottlingException, DEFERRED", "400, Throttling, DEFERRED", "400, LimitExceededFault, DEFERRED",
			"429, , DEFERRED", "500, InternalFailure, DEFERRED", "502, , DEFERRED", "503, , DEFERRED",
			"400, InternalFailure, DEFERRED", "400, RequestExpired, DENIED", "403, SignatureDoesNotMatch, DENIED",
			"403, RequestTimeTooSkewed, DENIED", "401, AuthFailure, DENIED", "407, , DEFERRED",
			"408, RequestTimeoutException, DEFERRED", "404, UnknownOperationException, DEFERRED", "404, , DEFERRED",
			"400, , DEFERRED", "501, , DEFERRED", "400, SomethingNew, DEFERRED", "400, ValidationException, REJECTED",
			"400, ValidationError, REJECTED", "400, SerializationException, REJECTED", "413, , DEFERRED",
			"413, RequestEntityTooLargeException, REJECTED", "400, AccessDeniedException, DENIED",
			"403, AccessDenied, DENIED", "403, , DENIED", "401, , DENIED", "401, NotAuthorized, DENIED",
			"400, UnrecognizedClientException, DENIED", "403, ExpiredTokenException, DENIED",
			"403, ExpiredToken, DENIED", "403, InvalidSignatureException, DENIED", "403, IncompleteSignature, DENIED",
			"403, OptInRequired, DENIED", "403, MissingAuthenticationToken, DENIED",
			"403, InvalidClientTokenId, DENIED", "500, AccessDeniedException, DENIED",
			"403, ThrottlingException, DEFERRED" })
	void codeCountsBeforeStatus(int status, String code, ReportOutcome outcome) {
		SwfException error = (SwfException) SwfException.builder()
			.statusCode(status)
			.requestId("a1")
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
			.build();
		assertThat(SwfErrors.outcomeOf(error)).isEqualTo(outcome);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 407, 413, 502 })
	void errorWithoutCodeAndRequestIdIsNotOfSwf(int status) {
		SwfException error = (SwfException) SwfException.builder().statusCode(status).build();
		assertThat(SwfErrors.outcomeOf(error)).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(SwfErrors.isForeign(error)).isTrue();
	}

	@Test
	void rateExceededInMessageIsThrottling() {
		SwfException error = (SwfException) SwfException.builder()
			.statusCode(400)
			.message("Rate Exceeded")
			.awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException").build())
			.build();
		assertThat(SwfErrors.outcomeOf(error)).isEqualTo(ReportOutcome.DEFERRED);
	}

	@Test
	void modelledFaultsAreKnownByTheirType() {
		assertThat(SwfErrors.outcomeOf(UnknownResourceException.builder().build()))
			.isEqualTo(ReportOutcome.TASK_CLOSED);
		assertThat(SwfErrors.outcomeOf(OperationNotPermittedException.builder().build()))
			.isEqualTo(ReportOutcome.DENIED);
	}

	@Test
	void errorsOfTheClientAreDeferredButForMissingCredentials() {
		assertThat(SwfErrors.outcomeOf(SdkClientException.create("Unable to execute HTTP request")))
			.isEqualTo(ReportOutcome.DEFERRED);
		assertThat(SwfErrors.outcomeOf(SdkClientException.create("Unable to load credentials from any provider")))
			.isEqualTo(ReportOutcome.DENIED);
		assertThat(SwfErrors.outcomeOf(ApiCallTimeoutException.create(10))).isEqualTo(ReportOutcome.DEFERRED);
		assertThat(SwfErrors.outcomeOf(new IllegalStateException("Connection pool shut down")))
			.isEqualTo(ReportOutcome.DEFERRED);
		assertThat(SwfErrors.outcomeOf(new OutOfMemoryError())).isEqualTo(ReportOutcome.DEFERRED);
	}

}
