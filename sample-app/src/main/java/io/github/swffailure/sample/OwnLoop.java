// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import io.github.swffailure.ActivityTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * A loop of one's own in the place of the worker: polls, calls the handler, and completes
 * what succeeded. What failed is not answered here: the starter has done so when the
 * exception arrives.
 */
@Configuration(proxyBeanMethods = false)
@Profile("own-loop")
class OwnLoop {

	private static final Logger logger = LoggerFactory.getLogger(OwnLoop.class);

	private final SwfClient swf;

	private final SampleProperties properties;

	private final OrderActivities orders;

	private final Collect collect;

	OwnLoop(SwfClient swf, SampleProperties properties, OrderActivities orders, Collect collect) {
		this.swf = swf;
		this.properties = properties;
		this.orders = orders;
		this.collect = collect;
	}

	@Bean
	Poller activityPoller(Domain domain) {
		return new Poller("own-loop", 4, this::poll);
	}

	private void poll() {
		PollForActivityTaskResponse task = this.swf
			.pollForActivityTask((request) -> request.domain(this.properties.domain())
				.taskList((list) -> list.name(SampleProperties.TASK_LIST))
				.identity(Thread.currentThread().getName()));
		if (task.taskToken() != null && !task.taskToken().isEmpty()) {
			run(task);
		}
	}

	private void run(PollForActivityTaskResponse task) {
		String result;
		try {
			result = call(task);
		}
		catch (Throwable ex) {
			logger.debug("Activity '{}' failed", task.activityType().name(), ex);
			return;
		}
		finally {
			Thread.interrupted();
		}
		complete(task, result);
	}

	private String call(PollForActivityTaskResponse task) throws Exception {
		return switch (task.activityType().name()) {
			case "archive" -> this.orders.archive(task);
			case "charge" -> this.orders.charge(task);
			case "collect" -> this.collect.collect(task);
			case "export" -> this.orders.export(task);
			case "invoice" -> this.orders.invoice(task.taskToken());
			case "notify" -> this.orders.inform(task.taskToken());
			case "pack" -> this.orders.pack(ActivityTask.from(task));
			case "quote" -> this.orders.quote(task).toCompletableFuture().get();
			case "refund" -> this.orders.refund(task);
			case "reserve" -> this.orders.reserve(ActivityTask.from(task));
			case "restock" -> this.orders.restock(task);
			case "route" -> this.orders.route(ActivityTask.from(task));
			case "settle" -> this.orders.settle(task);
			case "ship" -> this.orders.ship(task);
			case "translate" -> this.orders.translate(task.taskToken());
			default -> throw new IllegalStateException("No handler for activity '" + task.activityType().name() + "'");
		};
	}

	private void complete(PollForActivityTaskResponse task, String result) {
		try {
			this.swf.respondActivityTaskCompleted((request) -> request.taskToken(task.taskToken()).result(result));
		}
		catch (SdkException ex) {
			logger.warn("Activity '{}' succeeded but SWF did not take its result", task.activityType().name(), ex);
		}
	}

}
