// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.util.List;

import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.history.WorkflowHistory;
import io.github.swffailure.test.protocol.KnownNames;

/**
 * Finds histories by workflow id and waits for their events. An id that was never started
 * is an error, so that no assertion about it passes by mistake.
 */
record Histories(SwfEngine engine) {

	List<HistoryEvent> events(String workflowId) {
		List<HistoryEvent> events = this.engine.events(workflowId);
		if (events != null) {
			return events;
		}
		if (this.engine.isForgotten(workflowId)) {
			throw new IllegalStateException("The history of workflow '" + workflowId
					+ "' is not kept any more: let its domain retain it, and closedExecutions(..) be more");
		}
		throw new IllegalArgumentException(unknown(workflowId));
	}

	HistoryEvent await(String workflowId, String eventType, Duration atMost) {
		KnownNames.requireEventType(eventType);
		this.engine.awaitEvent(workflowId, (event) -> event.eventType().equals(eventType), atMost);
		List<HistoryEvent> events = this.engine.events(workflowId);
		String expected = "Expected '" + eventType + "' in the history of '" + workflowId + "' within " + atMost;
		if (events == null) {
			throw new AssertionError(expected + " but: " + unknown(workflowId));
		}
		return events.stream()
			.filter((event) -> event.eventType().equals(eventType))
			.findFirst()
			.orElseThrow(() -> new AssertionError(
					expected + " but there were only\n" + new WorkflowHistory(workflowId, events).describe()));
	}

	private String unknown(String workflowId) {
		return "No workflow '" + workflowId + "' was started" + KnownNames.hint(workflowId, this.engine.workflowIds());
	}

}
