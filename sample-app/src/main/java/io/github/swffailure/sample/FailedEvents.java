// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.FailureGroup;
import software.amazon.awssdk.services.swf.model.EventType;
import software.amazon.awssdk.services.swf.model.HistoryEvent;

/**
 * Finds in the histories what SWF was told of a group of failures.
 */
final class FailedEvents {

	private final Orders orders;

	FailedEvents(Orders orders) {
		this.orders = orders;
	}

	/** The newest event with the reason of the group; none if SWF was not told yet. */
	Optional<FailedEvent> latest(FailureGroup group) {
		List<Order> newestFirst = this.orders.all()
			.stream()
			.filter((order) -> concerns(group, order))
			.sorted(Comparator.comparing(Order::round).reversed())
			.toList();
		return newestFirst.stream().flatMap((order) -> find(group, order).stream()).findFirst();
	}

	private static boolean concerns(FailureGroup group, Order order) {
		return group.activities().stream().anyMatch((type) -> type.startsWith("'" + order.activity() + "'"));
	}

	private Optional<FailedEvent> find(FailureGroup group, Order order) {
		return this.orders.history(order)
			.stream()
			.filter((event) -> event.eventType() == EventType.ACTIVITY_TASK_FAILED)
			.filter((event) -> event.activityTaskFailedEventAttributes().reason().equals(group.reason()))
			.map((event) -> FailedEvent.of(order, event))
			.findFirst();
	}

	/**
	 * What SWF keeps of a failure.
	 *
	 * @param workflowId where
	 * @param eventId which event there
	 * @param details the details
	 */
	record FailedEvent(String workflowId, long eventId, String details) {

		static FailedEvent of(Order order, HistoryEvent event) {
			String details = event.activityTaskFailedEventAttributes().details();
			return new FailedEvent(order.workflowId(), event.eventId(), (details != null) ? details : "");
		}

	}

}
