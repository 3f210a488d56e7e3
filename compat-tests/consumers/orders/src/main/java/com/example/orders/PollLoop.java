// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Polls for tasks, and completes what has succeeded. What has failed is not answered
 * here: when the exception arrives, the starter has reported it.
 */
@Component
class PollLoop implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PollLoop.class);

	private final SwfClient swf;

	private final Orders orders;

	private final String domain;

	private final String taskList;

	private final ExecutorService thread = Executors.newSingleThreadExecutor((work) -> {
		Thread poller = new Thread(work, "poll-loop");
		poller.setDaemon(true);
		return poller;
	});

	private volatile boolean running;

	PollLoop(SwfClient swf, Orders orders, @Value("${swf.failure.domain}") String domain,
			@Value("${orders.task-list}") String taskList) {
		this.swf = swf;
		this.orders = orders;
		this.domain = domain;
		this.taskList = taskList;
	}

	@Override
	public void start() {
		this.running = true;
		this.thread.execute(this::pollWhileRunning);
	}

	private void pollWhileRunning() {
		while (this.running) {
			try {
				poll();
			}
			catch (SdkException ex) {
				logger.warn("SWF could not be called: {}", ex.getMessage());
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
			}
		}
	}

	private void poll() {
		PollForActivityTaskResponse task = this.swf.pollForActivityTask(
				(request) -> request.domain(this.domain).taskList((list) -> list.name(this.taskList)));
		if (task.taskToken() == null || task.taskToken().isEmpty()) {
			return;
		}
		String result;
		try {
			result = this.orders.charge(task);
		}
		catch (Exception ex) {
			return; // reported
		}
		this.swf.respondActivityTaskCompleted((answer) -> answer.taskToken(task.taskToken()).result(result));
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
