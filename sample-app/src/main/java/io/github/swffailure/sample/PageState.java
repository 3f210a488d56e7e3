// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, at one time.
 *
 * @param workflows where every order stands
 * @param report what the endpoint {@code swffailures} returns
 * @param outcomes {@code swf.activity.failures} by outcome
 * @param completions how many activities are completed
 * @param fault how the embedded endpoint answers reports, {@code null} if the worker
 * talks to the real service
 * @param history what was undelivered in the last two minutes, the oldest first
 */
record PageState(List<OrderState> workflows, FailuresReport report, Map<String, Long> outcomes, long completions,
		@Nullable InjectedFault fault, List<Sample> history) {

	/**
	 * What was undelivered at a time.
	 *
	 * @param time the time
	 * @param undelivered how many reports
	 * @param fault how the embedded endpoint answered them
	 */
	record Sample(Instant time, int undelivered, @Nullable InjectedFault fault) {

	}

}
