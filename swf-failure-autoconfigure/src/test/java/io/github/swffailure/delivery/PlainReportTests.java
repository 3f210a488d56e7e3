// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Reports without an exception.
 */
@ExtendWith(OutputCaptureExtension.class)
class PlainReportTests {

	private final SwfClient swf = mock(SwfClient.class);

	private final RecordingListener listener = new RecordingListener();

	private FailureRedactor redactor = (text) -> text.replace("hunter2", "***");

	private DeliveryLine.Limits limits = DeliveryLine.Limits.OF_SWF;

	private TaskFailureReporter reporter() {
		DeliveryLine line = new DeliveryLine(() -> this.swf, Duration.ofSeconds(6), new InMemoryFailureJournal(10),
				this.listener.alone(), (details) -> details);
		return line.reporter((task, failure) -> new FailureDescription("unexpected", ""),
				(text) -> this.redactor.redact(text), this.limits, Clock.fixed(OrderFailures.TIME, ZoneOffset.UTC));
	}

	private TaskFailure report(String reason, @Nullable String details) {
		reporter().report(OrderFailures.task("t" + this.listener.failures().size()), reason, details);
		return this.listener.failures().get(this.listener.failures().size() - 1);
	}

	@Test
	void reasonAndDetailsAreSentAsTheyAre() {
		ReportOutcome outcome = reporter().report(OrderFailures.task("t1"), "exit code 137", "killed\nby the kernel");

		assertThat(outcome).isEqualTo(ReportOutcome.REPORTED);
		then(this.swf).should()
			.respondActivityTaskFailed(
					argThat((RespondActivityTaskFailedRequest request) -> request.taskToken().equals("t1")
							&& request.reason().equals("exit code 137")
							&& request.details().equals("killed\nby the kernel")));
		then(this.swf).shouldHaveNoMoreInteractions();
	}

	@Test
	void detailsMayBeMissing() {
		assertThat(report("exit code 1", null).description()).isEqualTo(new FailureDescription("exit code 1", ""));
	}

	@Test
	void sameTokenIsReportedOnce() {
		TaskFailureReporter reporter = reporter();

		reporter.report(OrderFailures.task("t1"), "exit code 1", null);
		reporter.report(OrderFailures.task("t1"), new IllegalStateException());

		assertThat(this.listener.outcomes()).hasSize(1);
	}

	@Test
	void textsAreRedactedAndCleaned() {
		FailureDescription description = report("password hunter2\u001b[31m", "\uD83D hunter2").description();

		assertThat(description.reason()).isEqualTo("password ***\uFFFD[31m");
		assertThat(description.details()).isEqualTo("\uFFFD ***");
	}

	@Test
	void textsAreCutToTheirLimitsWithoutSplittingACharacter() {
		this.limits = new DeliveryLine.Limits(3, 5);

		FailureDescription description = report("ab\uD83D\uDE00", "abcdef").description();

		assertThat(description).isEqualTo(new FailureDescription("ab", "abcde",
				java.util.Set.of(FailureDescription.Field.REASON, FailureDescription.Field.DETAILS)));
	}

	@Test
	void longestTextsThatSwfAcceptsAreNotTruncated() {
		FailureDescription description = report("r".repeat(256), "d".repeat(32_768)).description();

		assertThat(description.truncated()).isEmpty();
		assertThat(description.details()).hasSize(32_768);
	}

	@Test
	void textThatCannotBeRedactedIsLeftOut(CapturedOutput output) {
		this.redactor = (text) -> {
			throw new IllegalStateException(text);
		};

		FailureDescription description = report("password hunter2", "hunter2").description();

		assertThat(description).isEqualTo(new FailureDescription("PlainReport", ""));
		assertThat(output).contains("IllegalStateException at ").doesNotContain("hunter2");
	}

	@Test
	void reasonsThatDifferInNumbersOnlyAreOneDefect() {
		List<String> fingerprints = new ArrayList<>();
		for (String reason : List.of("order 42 is late", "order 7 is late", "order is late")) {
			fingerprints.add(report(reason, null).origin().fingerprint());
		}

		assertThat(fingerprints.get(0)).isEqualTo(fingerprints.get(1)).isNotEqualTo(fingerprints.get(2));
		assertThat(report("exit code 1", null).origin().simpleName()).isEqualTo("PlainReport");
	}

	@Test
	void reporterThatKnowsExceptionsOnlyGetsBothTexts() {
		List<String> messages = new ArrayList<>();
		TaskFailureReporter own = (task, failure) -> {
			messages.add(failure.getClass().getSimpleName() + ": " + failure.getMessage());
			return ReportOutcome.REPORTED;
		};

		own.report(OrderFailures.task("t1"), "exit code 1", "disk full");
		own.report(OrderFailures.task("t2"), "exit code 1", null);

		assertThat(messages).containsExactly("PlainReport: exit code 1\ndisk full", "PlainReport: exit code 1");
	}

}
