package io.github.swffailure.test;

import java.time.Duration;
import java.util.List;

import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.history.HistoryEvent;

/**
 * Waits for an event of a type, for as long as a test should.
 */
record EventWait(String eventType) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	static EventWait of(String eventType) {
		return new EventWait(eventType);
	}

	HistoryEvent in(String workflowId, SwfEngine engine) {
		engine.awaitEvent(workflowId, this::matches, PATIENCE);
		List<HistoryEvent> events = engine.events(workflowId);
		return events.stream()
			.filter(this::matches)
			.findFirst()
			.orElseThrow(() -> new AssertionError(
					"Expected '" + this.eventType + "' in the history of '" + workflowId + "' within " + PATIENCE
							+ " but there were " + events.stream().map(HistoryEvent::eventType).toList()));
	}

	private boolean matches(HistoryEvent event) {
		return event.eventType().equals(this.eventType);
	}

}
