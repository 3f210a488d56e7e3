// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.SwfException;

import static org.assertj.core.api.Assertions.assertThat;

class CallAttemptsTests {

	@ParameterizedTest
	@MethodSource
	void errorOfAClientThatCallsNoInterceptorsTellsWhetherTheCallMayHaveArrived(Throwable error, boolean expected) {
		assertThat(new CallAttempts().mayHaveArrived(error)).isEqualTo(expected);
	}

	static Stream<Arguments> errorOfAClientThatCallsNoInterceptorsTellsWhetherTheCallMayHaveArrived() {
		return Stream.of(Arguments.of(answer(499, 1), false), Arguments.of(answer(500, 1), true),
				Arguments.of(answer(503, 1), true), Arguments.of(answer(400, 2), true),
				Arguments.of(ApiCallTimeoutException.create(10), true),
				Arguments.of(ApiCallAttemptTimeoutException.create(10), true),
				Arguments.of(SdkClientException.create("reset", new IOException()), true),
				Arguments.of(SdkClientException.create("no credentials"), false),
				Arguments.of(new IllegalStateException("closed"), false));
	}

	private static AwsServiceException answer(int status, int attempts) {
		return SwfException.builder().statusCode(status).numAttempts(attempts).build();
	}

}
