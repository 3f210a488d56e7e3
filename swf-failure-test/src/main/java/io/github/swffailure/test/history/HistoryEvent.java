// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.history;

import java.time.Instant;
import java.util.Map;

import io.github.swffailure.test.protocol.KnownNames;
import org.jspecify.annotations.Nullable;

/**
 * One event of a workflow execution's history.
 *
 * @param eventId the number of the event, 1 for the first, without gaps
 * @param eventType the type in SWF's words, for instance {@code ActivityTaskFailed}
 * @param eventTimestamp when it happened, by the clock of the endpoint
 * @param attributes the attributes by the names of the service model; absent ones are not
 * in the map
 */
public record HistoryEvent(long eventId, String eventType, Instant eventTimestamp, Map<String, Object> attributes) {

	/**
	 * Returns an attribute that is a text, for instance {@code reason} or
	 * {@code details}.
	 * @param attribute the name of the attribute
	 * @return its text, or {@code null} if this event was written without it
	 * @throws IllegalArgumentException if events of this type have no such attribute, or
	 * it is no text
	 */
	public @Nullable String string(String attribute) {
		Object value = this.attributes.get(KnownNames.requireAttribute(this.eventType, attribute));
		if (value != null && !(value instanceof String)) {
			throw new IllegalArgumentException("Attribute '" + attribute + "' of event " + this.eventId + " ("
					+ this.eventType + ") is no text but " + value);
		}
		return (String) value;
	}

	/**
	 * Returns an attribute that is a number, for instance {@code scheduledEventId}.
	 * @param attribute the name of the attribute
	 * @return its value
	 * @throws IllegalArgumentException if the event has no such attribute
	 */
	public long number(String attribute) {
		Object value = this.attributes.get(attribute);
		if (!(value instanceof Number number)) {
			throw new IllegalArgumentException("Event " + this.eventId + " (" + this.eventType + ") has no "
					+ ((value == null) ? "attribute" : "number") + " '" + attribute + "': it has "
					+ this.attributes.keySet());
		}
		return number.longValue();
	}

}
