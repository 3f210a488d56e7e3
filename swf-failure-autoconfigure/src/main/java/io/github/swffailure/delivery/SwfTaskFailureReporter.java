// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import org.jspecify.annotations.Nullable;

/**
 * Describes failures and delivers their reports.
 *
 * @param line delivers to SWF
 * @param describer describes failures
 */
record SwfTaskFailureReporter(DeliveryLine line, SafeDescriber describer) implements TaskFailureReporter {

	@Override
	public ReportOutcome report(ActivityTask task, Throwable failure) {
		return this.line.deliver(task, () -> this.describer.describe(task, failure));
	}

	@Override
	public ReportOutcome report(ActivityTask task, String reason, @Nullable String details) {
		return this.line.deliver(task, () -> this.describer.describe(task, reason, details));
	}

}
