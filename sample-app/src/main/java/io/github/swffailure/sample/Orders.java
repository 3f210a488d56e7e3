package io.github.swffailure.sample;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

	private final Map<String, String> runs = new ConcurrentSkipListMap<>();

	Orders(SwfClient swf, SampleProperties properties) {
		this.swf = swf;
		this.properties = properties;
	}

	void start(String activity) {
		String workflowId = "order-" + activity;
		String runId = this.swf
			.startWorkflowExecution((request) -> request.domain(this.properties.domain())
				.workflowId(workflowId)
				.workflowType((type) -> type.name(Domain.WORKFLOW).version(SampleProperties.VERSION))
				.input(activity))
			.runId();
		this.runs.put(workflowId, runId);
	}

	void requestCancel(String activity) {
		String workflowId = "order-" + activity;
		while (!has(workflowId, EventType.ACTIVITY_TASK_STARTED)) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
		this.swf.requestCancelWorkflowExecution(
				(request) -> request.domain(this.properties.domain()).workflowId(workflowId));
	}

	private boolean has(String workflowId, EventType type) {
		return history(workflowId).stream().anyMatch((event) -> event.eventType() == type);
	}

	/** Run ids by workflow id. */
	Map<String, String> runs() {
		return Collections.unmodifiableMap(this.runs);
	}

	/** The last event of each workflow once it has closed, by workflow id. */
	Map<String, HistoryEvent> lastEvents() {
		Map<String, HistoryEvent> last = new TreeMap<>();
		for (String workflowId : this.runs.keySet()) {
			last.put(workflowId, awaitClosed(workflowId));
		}
		return last;
	}

	private HistoryEvent awaitClosed(String workflowId) {
		while (true) {
			HistoryEvent last = history(workflowId).get(0);
			if (last.eventTypeAsString().startsWith("WorkflowExecution")
					&& !last.eventTypeAsString().matches(".*(Started|Requested|Signaled)")) {
				return last;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	/** The events of a workflow, the newest first. */
	private List<HistoryEvent> history(String workflowId) {
		return this.swf
			.getWorkflowExecutionHistory((request) -> request.domain(this.properties.domain())
				.execution((execution) -> execution.workflowId(workflowId).runId(this.runs.get(workflowId)))
				.reverseOrder(true))
			.events();
	}

}
