// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Starts an order for each activity, as often as it is asked to.
 */
@Component
final class Rounds {

	private static final Logger logger = LoggerFactory.getLogger(Rounds.class);

	private final Orders orders;

	private final AtomicInteger started = new AtomicInteger();

	Rounds(Orders orders) {
		this.orders = orders;
	}

	/**
	 * Starts the next round, and requests the cancellation of its {@code collect} in the
	 * background once that runs.
	 * @return the number of the round, from 1
	 */
	int startNext() {
		int round = this.started.incrementAndGet();
		List<Order> toCancel = new ArrayList<>();
		for (String activity : Order.ACTIVITIES) {
			Order order = this.orders.start(activity, round);
			if (activity.equals("collect")) {
				toCancel.add(order);
			}
		}
		Thread canceling = new Thread(() -> toCancel.forEach(this::cancel), "cancel-round-" + round);
		canceling.setDaemon(true);
		canceling.start();
		return round;
	}

	/**
	 * Starts a round of orders that all fail, so many that the failure budget of the
	 * worker pauses the task list.
	 * @return the number of the round, from 1
	 */
	int startThirtyThatFail() {
		int round = this.started.incrementAndGet();
		this.orders.start("charge", round, 30);
		return round;
	}

	private void cancel(Order order) {
		try {
			this.orders.requestCancel(order);
		}
		catch (RuntimeException ex) {
			logger.warn("Order '{}' could not be canceled", order.workflowId(), ex);
		}
	}

}
