// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.stream.Stream;

import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.SwfException;

import static org.assertj.core.api.Assertions.assertThat;

class SwfAnswerTests {

	@ParameterizedTest
	@MethodSource
	void answerSaysWhetherSwfHasThrottled(Throwable error, boolean throttled) {
		assertThat(SwfAnswer.to(error, new CallAttempts()).throttled()).isEqualTo(throttled);
	}

	static Stream<Arguments> answerSaysWhetherSwfHasThrottled() {
		return Stream.of(Arguments.of(answer("ThrottlingException", 400), true),
				Arguments.of(answer("LimitExceeded", 429), true),
				Arguments.of(answer("ValidationException", 400), false),
				Arguments.of(answer("InternalFailure", 500), false),
				Arguments.of(SdkClientException.create("reset"), false));
	}

	@ParameterizedTest
	@CsvSource({ "TASK_CLOSED, false, false, TASK_CLOSED", "TASK_CLOSED, true, false, REPORTED",
			"TASK_CLOSED, false, true, REPORTED", "DEFERRED, true, true, DEFERRED", "REJECTED, true, true, REJECTED" })
	void closedTaskIsOurDoingIfAnAttemptMayHaveArrived(ReportOutcome outcome, boolean earlier, boolean now,
			ReportOutcome expected) {
		SwfAnswer answer = new SwfAnswer(outcome, null, now, true).after(earlier, ReportOutcome.REPORTED);
		assertThat(answer).isEqualTo(new SwfAnswer(expected, null, earlier || now, true));
	}

	private static SwfException answer(String code, int status) {
		return (SwfException) SwfException.builder()
			.statusCode(status)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
			.build();
	}

}
