// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A finished attempt to report a failure to SWF.
 *
 * @param outcome its outcome
 * @param redelivery whether the report came from the journal
 * @param duration how long the attempt took, including retries of the AWS SDK; zero if
 * SWF was not called, so that a handler does not wait while SWF throttles
 * @param error the error of the attempt, {@code null} if SWF accepted the report
 * @since 0.1
 */
public record Delivery(ReportOutcome outcome, boolean redelivery, Duration duration, @Nullable Throwable error) {

}
