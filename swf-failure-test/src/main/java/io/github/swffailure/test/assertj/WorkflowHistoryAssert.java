// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.assertj;

import java.util.List;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.history.WorkflowHistory;
import io.github.swffailure.test.protocol.KnownNames;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions about the history of a workflow execution. Activities are called by the
 * names of their types. An activity that the history does not have fails an assertion, an
 * event that SWF does not have is an {@link IllegalArgumentException}, both with the
 * nearest: no assertion passes by mistake.
 */
public final class WorkflowHistoryAssert extends AbstractAssert<WorkflowHistoryAssert, WorkflowHistory> {

	WorkflowHistoryAssert(WorkflowHistory history) {
		super(history, WorkflowHistoryAssert.class);
	}

	/**
	 * Asserts that an activity failed; if it did so more than once this is about the last
	 * time.
	 * @param activity the name of the activity type
	 * @return assertions about the failure
	 */
	public ActivityEventAssert failedActivity(String activity) {
		return activity("ActivityTaskFailed", activity);
	}

	/**
	 * Asserts that an activity completed.
	 * @param activity the name of the activity type
	 * @return assertions about its last completion
	 */
	public ActivityEventAssert completedActivity(String activity) {
		return activity("ActivityTaskCompleted", activity);
	}

	/**
	 * Asserts that an activity was cancelled.
	 * @param activity the name of the activity type
	 * @return assertions about its last cancellation
	 */
	public ActivityEventAssert canceledActivity(String activity) {
		return activity("ActivityTaskCanceled", activity);
	}

	/**
	 * Asserts that an activity timed out.
	 * @param activity the name of the activity type
	 * @return assertions about its last timeout
	 */
	public ActivityEventAssert timedOutActivity(String activity) {
		return activity("ActivityTaskTimedOut", activity);
	}

	/**
	 * Asserts that an activity failed exactly so often.
	 * @param activity the name of the activity type
	 * @param times how often
	 * @return this
	 */
	public WorkflowHistoryAssert failedActivityTimes(String activity, int times) {
		requireActivity("ActivityTaskFailed", activity);
		Assertions.assertThat(this.actual.activityEvents("ActivityTaskFailed", activity))
			.as("failures of activity '%s' in the history of '%s'", activity, this.actual.workflowId())
			.hasSize(times);
		return this;
	}

	/**
	 * Asserts that no activity failed.
	 * @return this
	 */
	public WorkflowHistoryAssert hasNoFailedActivity() {
		return doesNotHaveEvent("ActivityTaskFailed");
	}

	/**
	 * Asserts that there is an event of a type.
	 * @param eventType the type, for instance {@code TimerFired}
	 * @return this
	 */
	public WorkflowHistoryAssert hasEvent(String eventType) {
		isNotNull();
		KnownNames.requireEventType(eventType);
		Assertions.assertThat(this.actual.eventTypes())
			.as("history of '%s'", this.actual.workflowId())
			.contains(eventType);
		return this;
	}

	/**
	 * Asserts that there is no event of a type.
	 * @param eventType the type, for instance {@code ActivityTaskTimedOut}
	 * @return this
	 */
	public WorkflowHistoryAssert doesNotHaveEvent(String eventType) {
		isNotNull();
		KnownNames.requireEventType(eventType);
		Assertions.assertThat(this.actual.eventTypes())
			.as("history of '%s'", this.actual.workflowId())
			.doesNotContain(eventType);
		return this;
	}

	/**
	 * Asserts that these are the last events.
	 * @param eventTypes their types, in order
	 * @return this
	 */
	public WorkflowHistoryAssert endsWith(String... eventTypes) {
		isNotNull();
		List.of(eventTypes).forEach(KnownNames::requireEventType);
		Assertions.assertThat(this.actual.eventTypes())
			.as("history of '%s'", this.actual.workflowId())
			.endsWith(eventTypes);
		return this;
	}

	private void requireActivity(String eventType, String activity) {
		isNotNull();
		if (!this.actual.activities().contains(activity)) {
			failWithMessage("Expected %s of activity '%s', which the history of '%s' does not have%s%n%s", eventType,
					activity, this.actual.workflowId(), KnownNames.hint(activity, this.actual.activities()),
					this.actual.describe());
		}
	}

	private ActivityEventAssert activity(String eventType, String activity) {
		requireActivity(eventType, activity);
		List<HistoryEvent> events = this.actual.activityEvents(eventType, activity);
		if (events.isEmpty()) {
			failWithMessage("Expected %s of activity '%s' in the history of '%s' but there were only%n%s", eventType,
					activity, this.actual.workflowId(), this.actual.describe());
		}
		return new ActivityEventAssert(this, events.get(events.size() - 1));
	}

}
