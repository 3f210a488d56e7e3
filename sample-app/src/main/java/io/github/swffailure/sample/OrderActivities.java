// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The handlers. The worker calls the one of a task's activity type and completes the task
 * with what it returns; what it throws is reported.
 */
@Component
class OrderActivities {

	private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

	@ActivityHandler(name = "ship")
	String ship(PollForActivityTaskResponse task) {
		return "shipped " + task.workflowExecution().workflowId();
	}

	@ActivityHandler(name = "charge")
	String charge(PollForActivityTaskResponse task) {
		throw new CardDeclinedException("Card 42 was declined by the bank");
	}

	@ActivityHandler(name = "reserve")
	String reserve(ActivityTask task) {
		SQLException timeout = new SQLTransientConnectionException("Connection is not available after 30000ms");
		RuntimeException access = new IllegalStateException("Could not open a transaction", timeout);
		throw new IllegalStateException("Stock of article 4711 could not be reserved", access);
	}

	@ActivityHandler(name = "restock")
	String restock(PollForActivityTaskResponse task) {
		int attempt = this.attempts.computeIfAbsent(task.workflowExecution().runId(), (id) -> new AtomicInteger())
			.incrementAndGet();
		if (attempt < 3) {
			throw new IllegalStateException("The warehouse did not answer, attempt " + attempt);
		}
		return "restocked at attempt " + attempt;
	}

	@ActivityHandler(name = "invoice")
	String invoice(@TaskToken String taskToken) {
		throw new IllegalArgumentException("Unprintable invoice: " + "0123456789".repeat(5_000) + " (end of invoice)");
	}

	@ActivityHandler(name = "translate")
	String translate(@TaskToken String taskToken) {
		throw new IllegalArgumentException("Untranslatable: " + "\uD83D\uDE00".repeat(500));
	}

	@ActivityHandler(name = "notify")
	String inform(@TaskToken String taskToken) {
		throw new IllegalStateException("Cannot connect to jdbc:mysql://mailer:tiger-42@db.internal/mail");
	}

	@ActivityHandler(name = "route")
	String route(ActivityTask task) {
		return via("warehouse", 0);
	}

	/** Goes in circles: warehouse, hub, warehouse, hub. */
	private String via(String stop, int hops) {
		return (hops < 0) ? stop : via(stop.equals("hub") ? "warehouse" : "hub", hops + 1);
	}

	@ActivityHandler(name = "pack")
	String pack(ActivityTask task) {
		return "packed " + new long[Integer.MAX_VALUE].length;
	}

	@ActivityHandler(name = "archive")
	String archive(PollForActivityTaskResponse task) {
		@Nullable String address = System.getProperty("sample.no-such-property");
		return address.strip();
	}

	@ActivityHandler(name = "quote")
	CompletionStage<String> quote(PollForActivityTaskResponse task) {
		return CompletableFuture.supplyAsync(() -> {
			throw new IllegalStateException("The carrier gave no quote");
		});
	}

	@ActivityHandler(name = "export")
	String export(PollForActivityTaskResponse task) {
		return "x".repeat(40_000);
	}

	@ActivityHandler(name = "refund")
	String refund(PollForActivityTaskResponse task) throws InterruptedException {
		Thread.currentThread().interrupt();
		throw new InterruptedException("Interrupted while waiting for the bank");
	}

	@Transactional
	@ActivityHandler(name = "settle")
	String settle(PollForActivityTaskResponse task) {
		return "settled, or so it seems until the commit";
	}

}
