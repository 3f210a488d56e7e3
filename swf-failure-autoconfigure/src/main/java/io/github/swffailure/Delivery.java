// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One attempt to report a failure to SWF, after its answer.
 *
 * @param outcome what became of it
 * @param redelivery whether the report came from the journal
 * @param duration how long the attempt took, retries of the AWS SDK included; zero if SWF
 * was not called, to spare a handler the wait while it throttles
 * @param error what the attempt ended with, {@code null} if SWF accepted it
 * @since 0.1
 */
public record Delivery(ReportOutcome outcome, boolean redelivery, Duration duration, @Nullable Throwable error) {

}
