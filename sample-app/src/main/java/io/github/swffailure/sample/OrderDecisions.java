// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.ActivityTaskFailedEventAttributes;
import software.amazon.awssdk.services.swf.model.Decision;
import software.amazon.awssdk.services.swf.model.DecisionType;
import software.amazon.awssdk.services.swf.model.EventType;
import software.amazon.awssdk.services.swf.model.HistoryEvent;

/**
 * What follows from a history: the workflow runs the activity that its input names, again
 * if a failure says that it may succeed, and ends as the activity ended.
 */
record OrderDecisions(List<HistoryEvent> history) {

	private static final int MOST_ATTEMPTS = 3;

	List<Decision> since(long previousStartedEventId) {
		return this.history.stream()
			.filter((event) -> event.eventId() > previousStartedEventId)
			.map(this::onEvent)
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable Decision onEvent(HistoryEvent event) {
		return switch (event.eventType()) {
			case WORKFLOW_EXECUTION_STARTED -> schedule(1);
			case WORKFLOW_EXECUTION_CANCEL_REQUESTED -> requestCancel();
			case ACTIVITY_TASK_COMPLETED -> complete(event.activityTaskCompletedEventAttributes().result());
			case ACTIVITY_TASK_FAILED -> onFailure(event.activityTaskFailedEventAttributes());
			case ACTIVITY_TASK_CANCELED -> cancel(event.activityTaskCanceledEventAttributes().details());
			case ACTIVITY_TASK_TIMED_OUT -> fail("The activity timed out", "");
			default -> null;
		};
	}

	private Decision onFailure(ActivityTaskFailedEventAttributes failed) {
		int attempts = attempts();
		if (activity().equals("restock") && attempts < MOST_ATTEMPTS) {
			return schedule(attempts + 1);
		}
		return fail(failed.reason(), failed.details());
	}

	private String activity() {
		return this.history.get(0).workflowExecutionStartedEventAttributes().input();
	}

	private int attempts() {
		return (int) this.history.stream()
			.filter((event) -> event.eventType() == EventType.ACTIVITY_TASK_SCHEDULED)
			.count();
	}

	private Decision schedule(int attempt) {
		String activity = activity();
		return decision(DecisionType.SCHEDULE_ACTIVITY_TASK)
			.scheduleActivityTaskDecisionAttributes((attributes) -> attributes
				.activityType((type) -> type.name(activity).version(SampleProperties.VERSION))
				.activityId(activity + "-" + attempt))
			.build();
	}

	private Decision requestCancel() {
		return decision(DecisionType.REQUEST_CANCEL_ACTIVITY_TASK)
			.requestCancelActivityTaskDecisionAttributes(
					(attributes) -> attributes.activityId(activity() + "-" + attempts()))
			.build();
	}

	private static Decision complete(String result) {
		return decision(DecisionType.COMPLETE_WORKFLOW_EXECUTION)
			.completeWorkflowExecutionDecisionAttributes((attributes) -> attributes.result(result))
			.build();
	}

	private static Decision fail(String reason, @Nullable String details) {
		return decision(DecisionType.FAIL_WORKFLOW_EXECUTION)
			.failWorkflowExecutionDecisionAttributes((attributes) -> attributes.reason(reason).details(details))
			.build();
	}

	private static Decision cancel(@Nullable String details) {
		return decision(DecisionType.CANCEL_WORKFLOW_EXECUTION)
			.cancelWorkflowExecutionDecisionAttributes((attributes) -> attributes.details(details))
			.build();
	}

	private static Decision.Builder decision(DecisionType type) {
		return Decision.builder().decisionType(type);
	}

}
