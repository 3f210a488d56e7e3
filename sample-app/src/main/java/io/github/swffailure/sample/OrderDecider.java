// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;

import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.Decision;
import software.amazon.awssdk.services.swf.model.HistoryEvent;
import software.amazon.awssdk.services.swf.model.PollForDecisionTaskResponse;

import org.springframework.stereotype.Component;

/**
 * Polls for decision tasks and answers with {@link OrderDecisions}.
 */
@Component
final class OrderDecider {

	private final SwfClient swf;

	private final SampleProperties properties;

	OrderDecider(SwfClient swf, SampleProperties properties) {
		this.swf = swf;
		this.properties = properties;
	}

	void poll() {
		PollForDecisionTaskResponse task = this.swf
			.pollForDecisionTask((request) -> request.domain(this.properties.domain())
				.taskList((list) -> list.name(SampleProperties.TASK_LIST))
				.identity(Thread.currentThread().getName()));
		if (task.taskToken() != null && !task.taskToken().isEmpty()) {
			decide(task);
		}
	}

	private void decide(PollForDecisionTaskResponse task) {
		List<HistoryEvent> history = task.events();
		List<Decision> decisions = new OrderDecisions(history).since(task.previousStartedEventId());
		this.swf.respondDecisionTaskCompleted((request) -> request.taskToken(task.taskToken()).decisions(decisions));
	}

}
