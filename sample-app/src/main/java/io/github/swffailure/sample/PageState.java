package io.github.swffailure.sample;

import java.util.List;
import java.util.Map;

import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, at one time.
 *
 * @param workflows where every order stands
 * @param report what the endpoint {@code swffailures} tells
 * @param outcomes {@code swf.activity.failures} by outcome
 * @param fault how the embedded endpoint answers reports, {@code null} if the worker
 * talks to the real service
 */
record PageState(List<OrderState> workflows, FailuresReport report, Map<String, Long> outcomes,
		@Nullable InjectedFault fault) {

}
