// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.assertj;

import io.github.swffailure.test.history.WorkflowHistory;
import org.assertj.core.api.Assertions;

/**
 * Entry point of the assertions, and of all that AssertJ has: one static import of
 * {@code assertThat} is enough. They need AssertJ on the class path, which this module
 * does not bring.
 *
 * <pre class="code">
 * assertThat(swf.history("order-1")).failedActivity("charge").withReasonStartingWith("CARD_DECLINED");
 * </pre>
 */
public final class SwfAssertions extends Assertions {

	private SwfAssertions() {
	}

	/**
	 * Begins assertions about a history.
	 * @param history the history
	 * @return the assertions
	 */
	public static WorkflowHistoryAssert assertThat(WorkflowHistory history) {
		return new WorkflowHistoryAssert(history);
	}

}
