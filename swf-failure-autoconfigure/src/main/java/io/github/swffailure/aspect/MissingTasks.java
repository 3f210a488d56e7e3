package io.github.swffailure.aspect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.TaskFailureListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of failures for which no task was found: listeners each time, the log once a
 * handler.
 */
final class MissingTasks {

	private static final Logger logger = LoggerFactory.getLogger(MissingTasks.class);

	private final TaskFailureListener listeners;

	private final Set<HandlerMethod> logged = ConcurrentHashMap.newKeySet();

	MissingTasks(TaskFailureListener listeners) {
		this.listeners = listeners;
	}

	void tell(HandlerMethod handler, Throwable failure) {
		if (this.logged.add(handler)) {
			logger.error("Activity handler '{}' has no task to report on: declare a parameter of type "
					+ "PollForActivityTaskResponse or ActivityTask, a @TaskToken String, "
					+ "or bind the task with ActivityTaskContext", handler);
		}
		this.listeners.onNoTask(handler.name(), handler.type(), failure);
	}

}
