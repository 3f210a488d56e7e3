package io.github.swffailure.sample;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.swffailure.ActivityTask;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;

/**
 * Knows which handler runs which activity type.
 */
@Component
final class ActivityDispatcher {

	private final Map<String, Handler> handlers = new TreeMap<>();

	ActivityDispatcher(OrderActivities orders, Collect collect) {
		this.handlers.put("archive", (task) -> completed(orders.archive(task)));
		this.handlers.put("charge", (task) -> completed(orders.charge(task)));
		this.handlers.put("collect", (task) -> completed(collect.collect(task)));
		this.handlers.put("export", (task) -> completed(orders.export(task)));
		this.handlers.put("invoice", (task) -> completed(orders.invoice(task.taskToken())));
		this.handlers.put("notify", (task) -> completed(orders.inform(task.taskToken())));
		this.handlers.put("pack", (task) -> completed(orders.pack(ActivityTask.from(task))));
		this.handlers.put("quote", orders::quote);
		this.handlers.put("refund", (task) -> completed(orders.refund(task)));
		this.handlers.put("reserve", (task) -> completed(orders.reserve(ActivityTask.from(task))));
		this.handlers.put("restock", (task) -> completed(orders.restock(task)));
		this.handlers.put("route", (task) -> completed(orders.route(ActivityTask.from(task))));
		this.handlers.put("settle", (task) -> completed(orders.settle(task)));
		this.handlers.put("ship", (task) -> completed(orders.ship(task)));
		this.handlers.put("translate", (task) -> completed(orders.translate(task.taskToken())));
	}

	Set<String> activities() {
		return Collections.unmodifiableSet(this.handlers.keySet());
	}

	String dispatch(PollForActivityTaskResponse task) throws Exception {
		Handler handler = this.handlers.get(task.activityType().name());
		if (handler == null) {
			throw new IllegalStateException("No handler for activity '" + task.activityType().name() + "'");
		}
		return handler.handle(task).toCompletableFuture().get();
	}

	private static CompletionStage<String> completed(String result) {
		return CompletableFuture.completedFuture(result);
	}

	private interface Handler {

		CompletionStage<String> handle(PollForActivityTaskResponse task) throws Exception;

	}

}
