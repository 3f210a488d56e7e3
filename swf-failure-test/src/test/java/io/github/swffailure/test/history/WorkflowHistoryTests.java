// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Histories as values.
 */
class WorkflowHistoryTests {

	@Test
	void eventsThatAreAboutNoActivityAreLeftOut() {
		HistoryEvent decision = new HistoryEvent(1, "DecisionTaskStarted", Instant.EPOCH,
				Map.of("scheduledEventId", 9L));
		HistoryEvent refused = new HistoryEvent(2, "ScheduleActivityTaskFailed", Instant.EPOCH,
				Map.of("activityType", Map.of("name", "charge", "version", "1")));
		WorkflowHistory history = new WorkflowHistory("w", List.of(decision, refused));

		assertThat(history.activityEvents("DecisionTaskStarted", "charge")).isEmpty();
		assertThat(history.activityEvents("ScheduleActivityTaskFailed", "charge")).containsExactly(refused);
		assertThat(history.activities()).containsExactly("charge");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> history.activityEvents("ScheduleActivityTaskFailed", "chrage"))
			.withMessage("The history of 'w' has no activity 'chrage': did you mean 'charge'?");
		assertThatIllegalArgumentException().isThrownBy(() -> history.activityEvents("ActivityTaskFail", "charge"))
			.withMessage("SWF has no event 'ActivityTaskFail': did you mean 'ActivityTaskFailed'?");
		assertThat(history.event(3)).isEmpty();
	}

}
