// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.history.WorkflowHistory;
import io.github.swffailure.test.protocol.KnownNames;

/**
 * Reads histories that a service has written, as JSON: the answer of
 * {@code aws swf get-workflow-execution-history}, what boto3 returns once it has been
 * dumped with {@code default=str}, several such pages one behind the other, or the bare
 * list of events. Times may be seconds or ISO 8601.
 *
 * <pre class="code">
 * FailedActivity failed = RecordedHistory.read(Path.of("order-42.json")).failedActivity("charge");
 * assertThatThrownBy(() -&gt; failed.replay(payments::charge)).hasMessage("no funds");
 * </pre>
 *
 * @param history the events
 */
public record RecordedHistory(WorkflowHistory history) {

	private static final ObjectMapper json = new ObjectMapper();

	/**
	 * Reads a file.
	 * @param file the file, in UTF-8
	 * @return its history
	 * @throws UncheckedIOException if it cannot be read
	 * @throws IllegalArgumentException if it holds no history
	 */
	public static RecordedHistory read(Path file) {
		try {
			return parse(file.toString(), Files.readString(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read the history in '" + file + "'", ex);
		}
	}

	/**
	 * Reads a text.
	 * @param text the JSON
	 * @return its history
	 * @throws IllegalArgumentException if it holds no history
	 */
	public static RecordedHistory parse(String text) {
		return parse("recorded", text);
	}

	private static RecordedHistory parse(String name, String text) {
		List<HistoryEvent> events = new ArrayList<>();
		try (JsonParser pages = json.createParser(text)) {
			while (pages.nextToken() != null) {
				JsonNode page = json.readTree(pages);
				JsonNode list = page.isArray() ? page : page.path("events");
				list.forEach((event) -> events.add(event(event)));
			}
		}
		catch (IOException ex) {
			String reason = (ex instanceof JsonProcessingException problem) ? problem.getOriginalMessage()
					: ex.getMessage();
			throw new IllegalArgumentException("History '" + name + "' is no JSON: " + reason, ex);
		}
		if (events.isEmpty()) {
			throw new IllegalArgumentException("History '" + name
					+ "' has no events: give it what 'aws swf get-workflow-execution-history --output json' prints");
		}
		events.sort((one, other) -> Long.compare(one.eventId(), other.eventId()));
		return new RecordedHistory(new WorkflowHistory(name, events));
	}

	private static HistoryEvent event(JsonNode event) {
		String type = event.path("eventType").asText();
		if (type.isEmpty() || !event.path("eventId").canConvertToLong()) {
			throw new IllegalArgumentException("This is no event of a history: " + event);
		}
		String member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventAttributes";
		Map<?, ?> attributes = json.convertValue(event.path(member), Map.class);
		Map<String, Object> named = new LinkedHashMap<>();
		if (attributes != null) {
			attributes.forEach((name, value) -> named.put(String.valueOf(name), value));
		}
		return new HistoryEvent(event.path("eventId").asLong(), type, time(event.path("eventTimestamp")), named);
	}

	private static Instant time(JsonNode value) {
		if (value.isNumber()) {
			return Instant.ofEpochMilli(value.decimalValue().movePointRight(3).longValue());
		}
		try {
			return OffsetDateTime.parse(value.asText().replace(' ', 'T')).toInstant();
		}
		catch (DateTimeException ex) {
			return Instant.EPOCH;
		}
	}

	/**
	 * Returns the failures in the order in which they happened.
	 * @return all of them, none if no activity failed
	 */
	public List<FailedActivity> failedActivities() {
		return this.history.events()
			.stream()
			.filter((event) -> event.eventType().equals("ActivityTaskFailed"))
			.map((failed) -> FailedActivity.of(this.history, failed))
			.toList();
	}

	/**
	 * Returns the last failure of an activity.
	 * @param activity the name of the activity type
	 * @return its failure
	 * @throws IllegalArgumentException if it never failed, with those that did
	 */
	public FailedActivity failedActivity(String activity) {
		List<FailedActivity> failures = failedActivities();
		List<String> names = failures.stream().map(FailedActivity::name).distinct().toList();
		KnownNames.require(activity, names,
				"Activity '" + activity + "' did not fail in history '" + this.history.workflowId() + "'");
		return failures.stream()
			.filter((failure) -> failure.name().equals(activity))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

}
