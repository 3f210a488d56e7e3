// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.HandClock;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.SwfException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LoggingTaskFailureListenerTests {

	private final HandClock clock = new HandClock(OrderFailures.TIME);

	private final LoggingTaskFailureListener listener = new LoggingTaskFailureListener("orders",
			UnaryOperator.identity(), this.clock, "info", Map.of());

	private static Delivery delivery(ReportOutcome outcome, @Nullable Throwable error) {
		return new Delivery(outcome, false, Duration.ofMillis(5), error);
	}

	private static SwfException error(String code, String message) {
		return (SwfException) SwfException.builder()
			.message(message)
			.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
			.build();
	}

	private static TaskFailure failure(String reason, String fingerprint) {
		return new TaskFailure(OrderFailures.task("secret-token"), new FailureDescription(reason, "secret-details"),
				new FailureOrigin("java.io.IOException", fingerprint, false), OrderFailures.TIME);
	}

	@ParameterizedTest
	@CsvSource({ "REPORTED, INFO", "TASK_CLOSED, INFO", "DEFERRED, INFO", "REJECTED, ERROR", "EXPIRED, ERROR" })
	void levelTellsWhoMustAct(ReportOutcome outcome, String level, CapturedOutput output) {
		this.listener.onDelivery(failure("IOException: disk", "00c0ffee"), delivery(outcome, null));
		assertThat(output.getOut().lines().filter((line) -> line.contains("IOException: disk"))).singleElement()
			.asString()
			.contains(level)
			.contains("Failure of activity 'charge' (1.0), id 'charge-42', of workflow 'order-42', run 'run-1': "
					+ "IOException: disk [00c0ffee " + outcome.id() + "]")
			.doesNotContain("secret");
	}

	@Test
	void lostReportSaysWhatBecomesOfTheTask(CapturedOutput output) {
		this.listener.onDelivery(failure("disk", "f1"), delivery(ReportOutcome.EXPIRED, null));
		assertThat(output).contains("the report is lost, and the task stays open until it times out");
	}

	@Test
	void reportThatIsSetAsideIsNotCalledLost(CapturedOutput output) {
		this.listener.onDelivery(failure("disk", "f1"),
				new Delivery(ReportOutcome.EXPIRED, true, Duration.ofMillis(5), null));
		assertThat(output)
			.contains("the report is set aside, and the task stays open until an operator resends the report")
			.doesNotContain("lost");
	}

	@Test
	void secretInAMessageOfTheSdkIsNotLogged(CapturedOutput output) {
		logged((text) -> text.replace("hunter2", "[redacted]"));

		assertThat(output).contains("SdkClientException: no route to http://bob:[redacted]@proxy")
			.doesNotContain("hunter2");
	}

	@Test
	void messageOfTheSdkIsLeftOutIfARedactorFails(CapturedOutput output) {
		logged(SafeText.redactedBy((text) -> {
			throw new IllegalStateException(text);
		}));

		assertThat(output).contains("its message is left out, because a redactor failed with java.lang.IllegalState")
			.doesNotContain("hunter2");
	}

	private void logged(UnaryOperator<String> redactor) {
		new LoggingTaskFailureListener("orders", redactor, this.clock, "info", Map.of()).onDelivery(
				failure("disk", "f1"),
				delivery(ReportOutcome.DEFERRED, SdkClientException.create("no route to http://bob:hunter2@proxy")));
	}

	@Test
	void answeredCancellationIsNoNews(CapturedOutput output) {
		this.listener.onDelivery(OrderFailures.cancellation("t1"), delivery(ReportOutcome.CANCELED, null));
		assertThat(output.getOut()).doesNotContain("INFO").doesNotContain("ERROR");
	}

	@Test
	void repeatedDeferralIsNoNews(CapturedOutput output) {
		this.listener.onDelivery(OrderFailures.of("t1"),
				new Delivery(ReportOutcome.DEFERRED, true, Duration.ZERO, new RuntimeException("throttled")));
		assertThat(output.getOut()).doesNotContain("INFO");
	}

	@Test
	void reasonStaysOnOneLineAndBounded(CapturedOutput output) {
		this.listener.onDelivery(failure("first\nsecond\u2028third\u001b[31m", "f1"),
				delivery(ReportOutcome.REPORTED, null));
		assertThat(output).contains("first second third [31m [f1 reported]");
	}

	@Test
	void textThatSwfRepeatsIsLeftOut(CapturedOutput output) {
		SwfException refused = error("ValidationException", "1 validation error detected: Value 'secret "
				+ "x".repeat(40_000)
				+ "' at 'details' failed to satisfy constraint: Member must have length less than or equal to 32768");
		this.listener.onDelivery(failure("disk", "f1"), delivery(ReportOutcome.REJECTED, refused));
		assertThat(output).contains("ValidationException: 1 validation error detected: Value '...' at 'details'")
			.doesNotContain("secret");
		assertThat(output.getOut().length()).isLessThan(1_500);
	}

	@Test
	void sameDefectIsLoggedOnceAMinuteWithTheNumberLeftOut(CapturedOutput output) {
		for (int i = 0; i < 1_000; i++) {
			this.listener.onDelivery(failure("disk " + i, "f1"), delivery(ReportOutcome.REPORTED, null));
		}
		this.listener.onDelivery(failure("other", "f2"), delivery(ReportOutcome.REPORTED, null));
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "f1 reported")).isOne();
		this.clock.move(Duration.ofMinutes(1));
		this.listener.onDelivery(failure("disk again", "f1"), delivery(ReportOutcome.REPORTED, null));
		assertThat(output).contains("disk again [f1 reported]; 999 more like this before");
		assertThat(output).contains("other [f2 reported]").doesNotContain("0 more like this");
	}

	@Test
	void numberLeftOutLastIsToldAtTheEnd(CapturedOutput output) {
		for (int i = 0; i < 3; i++) {
			this.listener.onDelivery(failure("disk " + i, "f1"), delivery(ReportOutcome.REPORTED, null));
		}
		this.listener.close();
		assertThat(output).contains("2 more like this: disk 0 [f1 reported]");
	}

	@ParameterizedTest
	@EnumSource(names = { "EXPIRED", "REJECTED" })
	void eachReportThatIsLostIsNamed(ReportOutcome outcome, CapturedOutput output) {
		for (int i = 0; i < 30; i++) {
			this.listener.onDelivery(failure("disk", "f1"), delivery(outcome, null));
		}
		assertThat(output.getOut().lines().filter((line) -> line.contains("ERROR"))).hasSize(30)
			.allMatch((line) -> line.contains("id 'charge-42', of workflow 'order-42', run 'run-1'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SignatureDoesNotMatch", "InvalidSignatureException", "RequestTimeTooSkewed" })
	void wrongSignatureIsNotBlamedOnThePolicy(String code, CapturedOutput output) {
		this.listener.onDelivery(failure("disk", "f1"), delivery(ReportOutcome.DENIED, error(code, "expired")));
		assertThat(output).contains("compare the clock of this host with the real time")
			.doesNotContain("add to its policy");
	}

	@Test
	void denialIsOneErrorWithThePolicyToAdd(CapturedOutput output) {
		SwfException denied = error("AccessDeniedException",
				"User: arn:aws:iam::123456789012:user/worker is not authorized to perform: swf:RespondActivityTaskFailed");
		for (int i = 0; i < 50; i++) {
			this.listener.onDelivery(failure("disk", "f" + i), delivery(ReportOutcome.DENIED, denied));
		}
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "ERROR")).isOne();
		assertThat(output).contains("'arn:aws:iam::123456789012:user/worker'")
			.contains("call swf:RespondActivityTaskFailed in domain 'orders'")
			.contains("\"Resource\":\"arn:aws:swf:*:123456789012:/domain/orders\"}")
			.doesNotContain("secret");
	}

	@Test
	void denialIsToldAnewAfterARecovery(CapturedOutput output) {
		Delivery denied = delivery(ReportOutcome.DENIED, error("ExpiredTokenException", "expired"));
		this.listener.onDelivery(failure("disk", "f1"), denied);
		this.listener.onDelivery(failure("disk", "f1"), delivery(ReportOutcome.REPORTED, null));
		this.listener.onDelivery(failure("disk", "f1"), denied);
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "ERROR")).isEqualTo(2);
		assertThat(output).contains("SWF accepts reports again");
	}

	@Test
	void denialWithoutDomainOrPrincipalStillSaysWhatToDo(CapturedOutput output) {
		new LoggingTaskFailureListener(null, UnaryOperator.identity(), this.clock, "info", Map.of()).onDelivery(
				OrderFailures.cancellation("t1"),
				delivery(ReportOutcome.DENIED, new RuntimeException("Unable to load credentials")));
		assertThat(output).contains("SWF does not let this worker call swf:RespondActivityTaskCanceled in the domain")
			.contains("Unable to load credentials")
			.contains("\"Resource\":\"arn:aws:swf:*:*:/domain/*\"}");
	}

}
