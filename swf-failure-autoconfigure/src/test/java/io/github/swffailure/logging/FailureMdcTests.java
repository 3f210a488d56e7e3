// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the MDC of reports.
 */
class FailureMdcTests {

	private static final TaskFailure FAILURE = Failures.of(new IllegalStateException());

	private final TaskFailureListener mdc = ActivityMdc.ofReports();

	@AfterEach
	void clear() {
		MDC.clear();
	}

	@Test
	void fingerprintIsThereWhileSwfIsTold() {
		this.mdc.onAttempt(FAILURE, false);
		assertThat(MDC.get("swf.failure.fingerprint")).isEqualTo(FAILURE.origin().fingerprint());

		this.mdc.onDelivery(FAILURE, Failures.delivery(ReportOutcome.REPORTED));
		assertThat(MDC.get("swf.failure.fingerprint")).isNull();
	}

	@Test
	void whatWasThereBeforeIsPutBack() {
		MDC.put("swf.failure.fingerprint", "of another");

		this.mdc.onAttempt(FAILURE, true);
		this.mdc.onDelivery(FAILURE, Failures.redelivery(ReportOutcome.DEFERRED));

		assertThat(MDC.get("swf.failure.fingerprint")).isEqualTo("of another");
	}

	@Test
	void deliveryWithoutAnAttemptLeavesTheThreadAlone() {
		MDC.put("swf.failure.fingerprint", "of another");

		this.mdc.onDelivery(FAILURE, Failures.redelivery(ReportOutcome.EXPIRED));

		assertThat(MDC.get("swf.failure.fingerprint")).isEqualTo("of another");
	}

}
