// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.test.assertj.SwfAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Failed activities out of recorded histories.
 */
class RecordedHistoryTests {

	private static final String EVENTS = """
			{"eventTimestamp": %s, "eventType": "ActivityTaskScheduled", "eventId": 5,
			 "activityTaskScheduledEventAttributes": {"activityType": {"name": "charge", "version": "1.0"},
			  "activityId": "a-1", "input": "{\\"order\\": 42}", "taskList": {"name": "payments"}}},
			{"eventTimestamp": %s, "eventType": "ActivityTaskStarted", "eventId": 6,
			 "activityTaskStartedEventAttributes": {"scheduledEventId": 5}},
			{"eventTimestamp": %s, "eventType": "ActivityTaskFailed", "eventId": 7,
			 "activityTaskFailedEventAttributes": {"reason": "CARD_DECLINED: no funds", "details": "at Payments",
			  "scheduledEventId": 5, "startedEventId": 6}}""";

	@ParameterizedTest
	@ValueSource(strings = { "1326592619.474", "\"2012-01-15T01:56:59.474000+00:00\"",
			"\"2012-01-15 02:56:59.474000+01:00\"" })
	void cliAndBotoAreUnderstood(String time) throws Exception {
		String events = EVENTS.formatted(time, time, time);

		RecordedHistory history = RecordedHistory.parse("{\"events\": [" + events + "]}");

		assertThat(history.history()).failedActivity("charge").withReasonStartingWith("CARD_DECLINED");
		assertThat(history.history().events().get(0).eventTimestamp()).isEqualTo("2012-01-15T01:56:59.474Z");
		FailedActivity failed = history.failedActivity("charge");
		assertThat(failed).isEqualTo(new FailedActivity("charge", "1.0", "a-1", "{\"order\": 42}",
				"CARD_DECLINED: no funds", "at Payments"));
		String result = failed.replay((input) -> "got " + input);
		assertThat(result).isEqualTo("got {\"order\": 42}");
		assertThatThrownBy(() -> failed.replay((input) -> {
			throw new IllegalStateException("again");
		})).hasMessage("again");
	}

	@Test
	void pagesMayFollowEachOtherAndAListIsEnough(@TempDir Path directory) throws Exception {
		String[] events = EVENTS.formatted("1", "2", "3").split("(?<=}}),\n(?=\\{\"eventTimestamp)", -1);
		Path file = Files.writeString(directory.resolve("order.json"),
				"[" + events[2] + "]\n{\"events\": [" + events[0] + "," + events[1] + "], \"nextToken\": \"x\"}");

		RecordedHistory history = RecordedHistory.read(file);

		assertThat(history.history().eventTypes()).containsExactly("ActivityTaskScheduled", "ActivityTaskStarted",
				"ActivityTaskFailed");
		assertThat(history.failedActivities()).hasSize(1);
	}

	@Test
	void taskRunsAgainOnAnEndpoint() {
		FailedActivity failed = RecordedHistory.parse("[" + EVENTS.formatted("1", "2", "3") + "]")
			.failedActivity("charge");
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = failed.on(swf).start();

			swf.call("RespondActivityTaskCompleted", Map.of("taskToken", task.taskToken()));

			assertThat(swf.history(task.workflowId())).completedActivity("charge");
			assertThat(swf.events(task.workflowId()).get(4).string("input")).isEqualTo("{\"order\": 42}");
			assertThat(task.activityId()).isEqualTo("a-1");
		}
	}

	@Test
	void activityWithoutAnInputGetsAnEmptyOne() throws Exception {
		FailedActivity failed = new FailedActivity("charge", "1.0", "a", null, null, null);

		String result = failed.replay((input) -> "[" + input + "]");

		assertThat(result).isEqualTo("[]");
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			assertThat(failed.on(swf).start().events().get(4).string("input")).isNull();
		}
	}

	@Test
	void activityThatDidNotFailIsNamedWithThoseThatDid() {
		RecordedHistory history = RecordedHistory.parse("[" + EVENTS.formatted("1", "2", "3") + "]");

		assertThatIllegalArgumentException().isThrownBy(() -> history.failedActivity("chagre"))
			.withMessage("Activity 'chagre' did not fail in history 'recorded': did you mean 'charge'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "{\"events\": []}", "nonsense", "[{\"eventId\": 1}]", "[42]",
			"{\"events\": [{\"eventType\": \"ActivityTaskFailed\"}]}" })
	void whatIsNoHistoryIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> RecordedHistory.parse(text));
	}

	@Test
	void historyThatBeginsInTheMiddleSaysSo() {
		String events = EVENTS.formatted("1", "2", "3");

		assertThatIllegalArgumentException()
			.isThrownBy(
					() -> RecordedHistory.parse("[" + events.substring(events.lastIndexOf("{\"eventTimestamp")) + "]")
						.failedActivities())
			.withMessageContaining("The history lacks event 5");
	}

}
