package io.github.swffailure.test.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history of one run of a workflow.
 *
 * @param workflowId the workflow id
 * @param events the events in the order of their numbers
 */
public record WorkflowHistory(String workflowId, List<HistoryEvent> events) {

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
	 */
	public List<HistoryEvent> activityEvents(String eventType, String activity) {
		return this.events.stream()
			.filter((event) -> event.eventType().equals(eventType))
			.filter((event) -> activityOf(event).anyMatch(activity::equals))
			.toList();
	}

	private Stream<String> activityOf(HistoryEvent event) {
		HistoryEvent scheduled = event.attributes().containsKey("scheduledEventId")
				? event(event.number("scheduledEventId")).orElse(event) : event;
		return (scheduled.attributes().get("activityType") instanceof Map<?, ?> type)
				? Stream.of(String.valueOf(type.get("name"))) : Stream.empty();
	}

}
