package io.github.swffailure.actuate;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Failures of the same defect, as the endpoint shows them.
 *
 * @param fingerprint what the failures have in common
 * @param exception class of the exception
 * @param reason what SWF was told of the last one, {@code null} if none could be told
 * @param count how many there were
 * @param firstSeen when the handler failed with the first one
 * @param lastSeen when the handler failed with the last one
 * @param activities the activity types that failed, at most
 * {@value RecentFailures#MAX_ACTIVITIES}
 * @param outcomes how many of them first got which outcome
 */
public record FailureGroup(String fingerprint, String exception, @Nullable String reason, long count, Instant firstSeen,
		Instant lastSeen, Set<String> activities, Map<String, Long> outcomes) {

}
