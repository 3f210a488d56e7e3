// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.assertj;

import io.github.swffailure.test.history.HistoryEvent;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions about the event with which an activity ended.
 */
public final class ActivityEventAssert extends AbstractAssert<ActivityEventAssert, HistoryEvent> {

	private final WorkflowHistoryAssert history;

	ActivityEventAssert(WorkflowHistoryAssert history, HistoryEvent event) {
		super(event, ActivityEventAssert.class);
		this.history = history;
	}

	/**
	 * Asserts the whole reason.
	 * @param reason what it has to be
	 * @return this
	 */
	public ActivityEventAssert withReason(String reason) {
		return with("reason", reason);
	}

	/**
	 * Asserts how the reason begins.
	 * @param prefix what it has to begin with
	 * @return this
	 */
	public ActivityEventAssert withReasonStartingWith(String prefix) {
		Assertions.assertThat(this.actual.string("reason")).as("reason").startsWith(prefix);
		return this;
	}

	/**
	 * Asserts what the details contain.
	 * @param texts what has to be in them
	 * @return this
	 */
	public ActivityEventAssert withDetailsContaining(CharSequence... texts) {
		Assertions.assertThat(this.actual.string("details")).as("details").contains(texts);
		return this;
	}

	/**
	 * Asserts what the details do not contain, for instance a secret.
	 * @param texts what must not be in them
	 * @return this
	 */
	public ActivityEventAssert withDetailsNotContaining(CharSequence... texts) {
		String details = this.actual.string("details");
		Assertions.assertThat((details != null) ? details : "").as("details").doesNotContain(texts);
		return this;
	}

	/**
	 * Asserts that there are no details.
	 * @return this
	 */
	public ActivityEventAssert withoutDetails() {
		Assertions.assertThat(this.actual.string("details")).as("details").isNull();
		return this;
	}

	/**
	 * Asserts the whole result.
	 * @param result what it has to be
	 * @return this
	 */
	public ActivityEventAssert withResult(String result) {
		return with("result", result);
	}

	/**
	 * Asserts which timeout it was.
	 * @param timeoutType for instance {@code HEARTBEAT}
	 * @return this
	 */
	public ActivityEventAssert withTimeoutType(String timeoutType) {
		return with("timeoutType", timeoutType);
	}

	/**
	 * Goes back to the history.
	 * @return the assertions about the history
	 */
	public WorkflowHistoryAssert and() {
		return this.history;
	}

	private ActivityEventAssert with(String attribute, String value) {
		Assertions.assertThat(this.actual.string(attribute)).as(attribute).isEqualTo(value);
		return this;
	}

}
