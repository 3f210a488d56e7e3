// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The limits of the service and its words about them.
 */
class ValidationTests {

	private static EmbeddedSwf swf;

	private static SwfClient client;

	private StartedActivityTask task;

	@BeforeAll
	static void start() {
		swf = EmbeddedSwf.start();
		client = SdkClients.client(swf);
	}

	@BeforeEach
	void startTask() {
		this.task = swf.activityTask("charge", "1.0").start();
	}

	@AfterAll
	static void close() {
		client.close();
		swf.close();
	}

	@Test
	void longestTextsAreAccepted() {
		respondFailed("r".repeat(256), "d".repeat(32768));

		assertThat(this.task.workflow().awaitEvent("ActivityTaskFailed").string("details")).hasSize(32768);
	}

	@Test
	void oneUnitTooManyIsRefusedAndTheTaskStaysOpen() {
		String details = "d".repeat(32769);

		SwfException refused = refusal("R", details);

		assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
		assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("1 validation error detected: Value '" + details
				+ "' at 'details' failed to satisfy constraint: Member must have length less than or equal to 32768");
		assertThat(this.task.events()).extracting("eventType").doesNotContain("ActivityTaskFailed");
		respondFailed("R", "D");
	}

	@Test
	void lengthIsCountedInUtf16Units() {
		respondFailed("\uD83D\uDE00".repeat(128), "D");

		assertThat(refusalOf("\uD83D\uDE00".repeat(128) + "r")).contains("'reason'", "less than or equal to 256");
	}

	@Test
	void allViolationsAreTold() {
		SwfException refused = refusal("r".repeat(257), "d".repeat(32769));

		assertThat(refused.awsErrorDetails().errorMessage()).startsWith("2 validation errors detected: Value 'rrr")
			.contains("; Value 'ddd");
	}

	@Test
	void missingTokenIsNull() {
		assertThatExceptionOfType(SwfException.class).isThrownBy(() -> client.respondActivityTaskFailed((request) -> {
		}))
			.satisfies((refused) -> assertThat(refused.awsErrorDetails().errorMessage())
				.isEqualTo("1 validation error detected: Value null at 'taskToken' failed to satisfy constraint: "
						+ "Member must not be null"));
	}

	@Test
	void garbageIsNoToken() {
		for (String garbage : new String[] { "garbage", "AAAA", "=", "a".repeat(1024), this.task.taskToken() + "A" }) {
			assertThatExceptionOfType(SwfException.class)
				.isThrownBy(() -> client.respondActivityTaskFailed((request) -> request.taskToken(garbage)))
				.satisfies(
						(refused) -> assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("Invalid token"));
		}
	}

	@Test
	void limitsAreCheckedBeforeTheTaskIsLookedUp() {
		respondFailed("R", "D");

		assertThat(refusalOf("r".repeat(257))).contains("'reason'");
		assertThatExceptionOfType(UnknownResourceException.class).isThrownBy(() -> respondFailed("R", "D"));
	}

	@Test
	void nestedMembersAreNamedByTheirPath() {
		assertThatExceptionOfType(SwfException.class)
			.isThrownBy(() -> client.pollForActivityTask((request) -> request.domain("test").taskList((list) -> {
			})))
			.withMessageContaining(
					"Value null at 'taskList.name' failed to satisfy constraint: Member must not be null");
	}

	@Test
	void identifierMustNotContainAColon() {
		assertThatExceptionOfType(SwfException.class)
			.isThrownBy(() -> client
				.registerDomain((request) -> request.name("a:b").workflowExecutionRetentionPeriodInDays("1")))
			.withMessageContaining("Value 'a:b' at 'name' failed to satisfy constraint: Member must not contain ':'");
	}

	@Test
	void unknownDomainIsUnknown() {
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> client
				.pollForActivityTask((request) -> request.domain("nowhere").taskList((list) -> list.name("list"))))
			.withMessageContaining("Unknown domain: nowhere");
	}

	private void respondFailed(String reason, String details) {
		client.respondActivityTaskFailed(
				(request) -> request.taskToken(this.task.taskToken()).reason(reason).details(details));
	}

	private SwfException refusal(String reason, String details) {
		return catchThrowableOfType(SwfException.class, () -> respondFailed(reason, details));
	}

	private String refusalOf(String reason) {
		return refusal(reason, "D").awsErrorDetails().errorMessage();
	}

}
