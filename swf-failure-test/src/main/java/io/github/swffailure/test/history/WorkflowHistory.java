// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.KnownNames;

/**
 * The history of one run of a workflow.
 *
 * @param workflowId the workflow id
 * @param events the events in the order of their numbers
 */
public record WorkflowHistory(String workflowId, List<HistoryEvent> events) {

	private static final int MOST_DESCRIBED = 200;

	public WorkflowHistory {
		events = List.copyOf(events);
	}

	/**
	 * Returns the types of the events, for instance {@code ActivityTaskFailed}.
	 * @return one type for each event
	 */
	public List<String> eventTypes() {
		return this.events.stream().map(HistoryEvent::eventType).toList();
	}

	/**
	 * Returns an event by its number.
	 * @param eventId the number
	 * @return the event, if there is one of that number
	 */
	public Optional<HistoryEvent> event(long eventId) {
		return this.events.stream().filter((event) -> event.eventId() == eventId).findFirst();
	}

	/**
	 * Returns the events of one type about activities of one name.
	 * @param eventType the type of the events, for instance {@code ActivityTaskFailed}
	 * @param activity the name of the activity type
	 * @return the events in the order of their numbers
	 * @throws IllegalArgumentException if SWF has no such event, or no activity of that
	 * name was to be scheduled
	 */
	public List<HistoryEvent> activityEvents(String eventType, String activity) {
		KnownNames.requireEventType(eventType);
		KnownNames.require(activity, activities(),
				"The history of '" + this.workflowId + "' has no activity '" + activity + "'");
		return this.events.stream()
			.filter((event) -> event.eventType().equals(eventType))
			.filter((event) -> activityOf(event).anyMatch(activity::equals))
			.toList();
	}

	/**
	 * Returns the names of the activities that were to be scheduled.
	 * @return the names of their types, each once
	 */
	public List<String> activities() {
		return this.events.stream().flatMap(this::activityOf).distinct().toList();
	}

	/**
	 * Returns the events as a person reads them, one a line.
	 * @return number, type and attributes, long ones cut
	 */
	public String describe() {
		return this.events.stream().map(WorkflowHistory::describe).collect(Collectors.joining("\n"));
	}

	private static String describe(HistoryEvent event) {
		String attributes = event.attributes().toString();
		return "%4d %s %s".formatted(event.eventId(), event.eventType(),
				(attributes.length() > MOST_DESCRIBED) ? attributes.substring(0, MOST_DESCRIBED) + "..." : attributes);
	}

	private Stream<String> activityOf(HistoryEvent event) {
		HistoryEvent scheduled = event.attributes().containsKey("scheduledEventId")
				? event(event.number("scheduledEventId")).orElse(event) : event;
		return (scheduled.attributes().get("activityType") instanceof Map<?, ?> type)
				? Stream.of(String.valueOf(type.get("name"))) : Stream.empty();
	}

}
