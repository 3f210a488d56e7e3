// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.HistoryEvent;

/**
 * Where an order stands, by the last event of its history.
 *
 * @param workflowId its workflow id
 * @param round in which round it was started, from 1
 * @param event type of the event
 * @param time time of the event
 * @param text result, reason or details of the end; empty while it is open
 * @param closed whether it has ended
 */
record OrderState(String workflowId, int round, String event, Instant time, String text, boolean closed) {

	static OrderState of(Order order, HistoryEvent last) {
		String end = end(last);
		return new OrderState(order.workflowId(), order.round(), last.eventTypeAsString(), last.eventTimestamp(),
				(end != null) ? end : "", end != null);
	}

	private static @Nullable String end(HistoryEvent event) {
		return switch (event.eventType()) {
			case WORKFLOW_EXECUTION_COMPLETED -> text(event.workflowExecutionCompletedEventAttributes().result());
			case WORKFLOW_EXECUTION_FAILED -> text(event.workflowExecutionFailedEventAttributes().reason());
			case WORKFLOW_EXECUTION_CANCELED -> text(event.workflowExecutionCanceledEventAttributes().details());
			case WORKFLOW_EXECUTION_TERMINATED -> text(event.workflowExecutionTerminatedEventAttributes().reason());
			case WORKFLOW_EXECUTION_TIMED_OUT -> "";
			default -> null;
		};
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

}
