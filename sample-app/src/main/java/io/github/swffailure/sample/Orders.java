// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.EventType;
import software.amazon.awssdk.services.swf.model.HistoryEvent;

import org.springframework.stereotype.Component;

/**
 * Starts an order workflow for each activity and reads how it ended.
 */
@Component
final class Orders {

	private final SwfClient swf;

	private final SampleProperties properties;

	private final Map<String, Order> orders = new ConcurrentSkipListMap<>();

	private final Map<String, OrderState> closed = new ConcurrentHashMap<>();

	Orders(SwfClient swf, SampleProperties properties) {
		this.swf = swf;
		this.properties = properties;
	}

	Order start(String activity, int round) {
		return start(activity, round, Order.workflowId(activity, round));
	}

	/** Starts many orders of one activity. */
	void start(String activity, int round, int number) {
		IntStream.rangeClosed(1, number)
			.forEach((i) -> start(activity, round, Order.workflowId(activity, round) + "-" + i));
	}

	private Order start(String activity, int round, String workflowId) {
		String runId = this.swf
			.startWorkflowExecution((request) -> request.domain(this.properties.domain())
				.workflowId(workflowId)
				.workflowType((type) -> type.name(Domain.WORKFLOW).version(SampleProperties.VERSION))
				.input(activity))
			.runId();
		Order order = new Order(workflowId, runId, activity, round);
		this.orders.put(workflowId, order);
		return order;
	}

	/** Requests the cancellation of an order as soon as its activity runs. */
	void requestCancel(Order order) {
		while (!has(order, EventType.ACTIVITY_TASK_STARTED)) {
			pause();
		}
		this.swf.requestCancelWorkflowExecution(
				(request) -> request.domain(this.properties.domain()).workflowId(order.workflowId()));
	}

	private boolean has(Order order, EventType type) {
		return history(order).stream().anyMatch((event) -> event.eventType() == type);
	}

	/** All orders, by workflow id. */
	Collection<Order> all() {
		return Collections.unmodifiableCollection(this.orders.values());
	}

	/** Run ids by workflow id. */
	Map<String, String> runs() {
		Map<String, String> runs = new TreeMap<>();
		this.orders.forEach((workflowId, order) -> runs.put(workflowId, order.runId()));
		return runs;
	}

	/** Where every order stands, by workflow id; what has ended is read only once. */
	List<OrderState> states() {
		return this.orders.values().stream().map(this::state).toList();
	}

	/** The same, once every order has ended. */
	List<OrderState> awaitClosed() {
		List<OrderState> states = states();
		while (!states.stream().allMatch(OrderState::closed)) {
			pause();
			states = states();
		}
		return states;
	}

	private OrderState state(Order order) {
		OrderState known = this.closed.get(order.runId());
		if (known != null) {
			return known;
		}
		OrderState state = OrderState.of(order, history(order).get(0));
		if (state.closed()) {
			this.closed.put(order.runId(), state);
		}
		return state;
	}

	/** The events of an order, the newest first. */
	List<HistoryEvent> history(Order order) {
		return this.swf
			.getWorkflowExecutionHistory((request) -> request.domain(this.properties.domain())
				.execution((execution) -> execution.workflowId(order.workflowId()).runId(order.runId()))
				.reverseOrder(true))
			.events();
	}

	private static void pause() {
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
	}

}
