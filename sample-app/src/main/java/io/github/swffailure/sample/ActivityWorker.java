package io.github.swffailure.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;

/**
 * Polls for activity tasks, runs the handler, and completes what succeeded. What failed
 * is not answered here: the starter has done so when the exception arrives.
 */
@Component
final class ActivityWorker {

	private static final Logger logger = LoggerFactory.getLogger(ActivityWorker.class);

	private final SwfClient swf;

	private final SampleProperties properties;

	private final ActivityDispatcher dispatcher;

	ActivityWorker(SwfClient swf, SampleProperties properties, ActivityDispatcher dispatcher) {
		this.swf = swf;
		this.properties = properties;
		this.dispatcher = dispatcher;
	}

	void poll() {
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
			result = this.dispatcher.dispatch(task);
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

	private void complete(PollForActivityTaskResponse task, String result) {
		try {
			this.swf.respondActivityTaskCompleted((request) -> request.taskToken(task.taskToken()).result(result));
		}
		catch (SdkException ex) {
			logger.warn("Activity '{}' succeeded but SWF did not take its result", task.activityType().name(), ex);
		}
	}

}
