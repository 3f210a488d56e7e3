// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;

import io.github.swffailure.test.recording.RecordedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.OperationNotPermittedException;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Faults on demand, as the AWS SDK takes them.
 */
class FaultsTests {

	private static final String FAILED = "RespondActivityTaskFailed";

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final SwfClient client = SdkClients.client(this.swf);

	private final StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void throttledCallIsRetriedByTheSdk() {
		this.swf.faults().on(FAILED).times(2).throttle();

		respondFailed();

		assertThat(this.swf.calls().of(FAILED))
			.extracting(RecordedCall::attempt, RecordedCall::status, RecordedCall::error)
			.containsExactly(tuple(1, 400, "ThrottlingException"), tuple(2, 400, "ThrottlingException"),
					tuple(3, 200, null));
		assertThat(this.swf.calls().of(FAILED)).extracting(RecordedCall::invocationId)
			.doesNotContainNull()
			.containsOnly(this.swf.calls().of(FAILED).get(0).invocationId());
	}

	@Test
	void failureBeforeApplyingLeavesTheTaskOpen() {
		this.swf.faults().on(FAILED).fail();

		respondFailed();

		assertThat(this.swf.calls().of(FAILED)).extracting(RecordedCall::status).containsExactly(500, 200);
	}

	@Test
	void failureAfterApplyingMakesTheRetryFindTheTaskClosed() {
		this.swf.faults().on(FAILED).failAfterApplying();

		assertThatExceptionOfType(UnknownResourceException.class).isThrownBy(this::respondFailed)
			.satisfies((closed) -> assertThat(closed.numAttempts()).isEqualTo(2));
		assertThat(this.task.workflow().awaitEvent("ActivityTaskFailed").string("reason")).isEqualTo("R");
	}

	@Test
	void disconnectionAfterApplyingMakesTheRetryFindTheTaskClosed() {
		this.swf.faults().on(FAILED).disconnectAfterApplying();

		assertThatExceptionOfType(UnknownResourceException.class).isThrownBy(this::respondFailed)
			.satisfies((closed) -> assertThat(closed.numAttempts()).isEqualTo(2));
		assertThat(this.swf.calls().of(FAILED)).extracting(RecordedCall::status).containsExactly(0, 400);
	}

	@Test
	void disconnectionBeforeApplyingIsRetried() {
		this.swf.faults().on(FAILED).disconnect();

		respondFailed();

		assertThat(this.swf.calls().of(FAILED)).extracting(RecordedCall::status).containsExactly(0, 200);
	}

	@Test
	void delayedAnswerOutlastsTheAttemptTimeoutOfTheClient() {
		this.swf.faults().on(FAILED).always().delay(Duration.ofSeconds(20));

		assertThatExceptionOfType(ApiCallAttemptTimeoutException.class).isThrownBy(
				() -> this.client.respondActivityTaskFailed((request) -> request.taskToken(this.task.taskToken())
					.overrideConfiguration((override) -> override.apiCallAttemptTimeout(Duration.ofMillis(200)))));
		assertThat(this.task.events()).extracting("eventType").contains("ActivityTaskFailed");
	}

	@Test
	void deniedCallIsNotPermitted() {
		this.swf.faults().on(FAILED).deny();

		assertThatExceptionOfType(OperationNotPermittedException.class).isThrownBy(this::respondFailed);
		assertThat(this.task.events()).extracting("eventType").doesNotContain("ActivityTaskFailed");
	}

	@Test
	void refusedTextIsAValidationExceptionOnlyForSuchABody() {
		this.swf.faults().on(FAILED).always().whenBody((body) -> body.contains("\"details\"")).refuse();

		assertThatExceptionOfType(SwfException.class).isThrownBy(this::respondFailed)
			.satisfies((refused) -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
		this.client
			.respondActivityTaskFailed((request) -> request.taskToken(this.task.taskToken()).reason("without details"));
	}

	@Test
	void anyOtherErrorCanBeAnswered() {
		this.swf.faults().on(FAILED).answer(400, "ExpiredTokenException", "The security token has expired");

		assertThatExceptionOfType(SwfException.class).isThrownBy(this::respondFailed)
			.satisfies(
					(expired) -> assertThat(expired.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException"))
			.withMessageContaining("The security token has expired");
	}

	@Test
	void faultsOfOneOperationLeaveOthersAlone() {
		this.swf.faults().on("RecordActivityTaskHeartbeat").always().fail();

		respondFailed();

		assertThat(this.swf.calls().all()).hasSize(1);
	}

	@Test
	void faultOfEveryOperationMeetsWhateverComes() {
		this.swf.faults().onEveryOperation().answer(403, "AccessDeniedException", "no");

		assertThatExceptionOfType(SwfException.class).isThrownBy(this::respondFailed)
			.satisfies((denied) -> assertThat(denied.statusCode()).isEqualTo(403));
	}

	@Test
	void clearedFaultsAreForgotten() {
		this.swf.faults().on(FAILED).always().fail().on(FAILED).deny();

		this.swf.faults().clear();

		respondFailed();
	}

	@Test
	void unknownOperationIsAMistakeOfTheTest() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.swf.faults().on("RespondActivityFailed"))
			.withMessage(
					"SWF has no operation 'RespondActivityFailed': did you mean " + "'RespondActivityTaskFailed'?");
	}

	private void respondFailed() {
		this.client
			.respondActivityTaskFailed((request) -> request.taskToken(this.task.taskToken()).reason("R").details("D"));
	}

}
