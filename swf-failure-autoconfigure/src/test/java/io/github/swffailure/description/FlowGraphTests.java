// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import net.jqwik.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the format flow with Jackson and compares it with the exceptions.
 */
@SuppressWarnings("NullAway")
@Tag("endurance")
class FlowGraphTests extends GraphProperties {

	private static final Pattern CAUSES_OMITTED = Pattern.compile("\\.\\.\\. (\\d+) causes omitted \\.\\.\\.");

	private static final Pattern NOTE = Pattern.compile("(\\d+) ([a-z ]+) omitted");

	private boolean complete;

	@Override
	void assertTold(Throwable failure, int limit) throws JsonProcessingException {
		FailureDescription description = Describing.as(DetailsFormat.FLOW).details(limit).of(failure);
		this.complete = !description.truncated().contains(Field.DETAILS);
		assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
		if (description.details().isEmpty()) {
			assertThat(this.complete).isFalse();
			assertThat(limit).isLessThan(2_500);
			return;
		}
		JsonNode document = JSON.readTree(description.details());
		if (!this.complete && !document.get(1).has("message") && document.at("/1/stackTrace").isEmpty()
				&& document.at("/1/cause").isNull() && !document.get(1).has("suppressed")) {
			assertThat(limit).isLessThan(2_500);
			assertThat(document.at("/1/swfFailure/type").asText()).isNotEmpty();
			return;
		}
		assertThat(ReportedFailure.parse(null, description.details()).fingerprint())
			.isEqualTo(document.at("/1/swfFailure/fingerprint").asText())
			.isEqualTo(FailureOrigins.of(failure).fingerprint());
		List<Throwable> chain = Expected.chain(failure);
		int at = 0;
		assertMain(document.get(1), failure);
		for (JsonNode cause = document.at("/1/cause"); !cause.isNull(); cause = cause.at("/1/cause")) {
			Matcher omitted = CAUSES_OMITTED.matcher(cause.at("/1/message").asText());
			if (omitted.matches()) {
				at += Integer.parseInt(omitted.group(1));
				continue;
			}
			assertMain(cause.get(1), chain.get(++at));
		}
		assertThat(at + 1).isEqualTo(chain.size());
	}

	private void assertMain(JsonNode object, Throwable exception) {
		List<String> notes = new ArrayList<>();
		assertFrames(object.get("stackTrace"), exception, notes);
		JsonNode suppressed = object.path("suppressed").path(1);
		assertThat(suppressed.size() + omitted(notes, "suppressed exceptions"))
			.isEqualTo(exception.getSuppressed().length);
		assertThat(notes.stream().anyMatch((note) -> note.startsWith("circular")))
			.isEqualTo(object.path("cause").isNull() && exception.getCause() != null);
		if (this.complete) {
			assertThat(omitted(notes, "frames") + omitted(notes, "suppressed exceptions")).isZero();
			assertMessage(object, exception);
			for (int i = 0; i < suppressed.size(); i++) {
				assertSuppressed(suppressed.get(i).get(1), exception.getSuppressed()[i]);
			}
		}
	}

	private void assertSuppressed(JsonNode object, Throwable exception) {
		assertMessage(object, exception);
		assertFrames(object.get("stackTrace"), exception, new ArrayList<>());
		int causes = Expected.chain(exception).size() - 1;
		assertThat(object.get("cause").isNull()).isEqualTo(causes == 0);
		if (causes > 1) {
			assertThat(object.at("/cause/1/message").asText()).isEqualTo("... " + (causes - 1) + " causes omitted ...");
		}
	}

	private static void assertMessage(JsonNode object, Throwable exception) {
		String message = exception.getMessage();
		String text = object.path("message").asText();
		if (message == null || message.isEmpty()) {
			assertThat(text).isEmpty();
			return;
		}
		assertThat(text).isEqualTo(SafeText.clean(message));
	}

	private void assertFrames(JsonNode stackTrace, Throwable exception, List<String> notes) {
		List<String> shown = new ArrayList<>();
		for (JsonNode frame : stackTrace) {
			if (frame.get("className").asText().equals("...")) {
				notes.add(frame.get("methodName").asText());
			}
			else {
				shown.add(line(new StackTraceElement(frame.get("className").asText(), frame.get("methodName").asText(),
						frame.path("fileName").asText(null), frame.get("lineNumber").asInt())));
			}
		}
		List<String> expected = new ArrayList<>();
		for (StackTraceElement frame : exception.getStackTrace()) {
			expected.add(line(frame));
		}
		int common = omitted(notes, "common frames");
		assertThat(shown.size() + omitted(notes, "frames") + common).isEqualTo(expected.size());
		assertThat(Expected.isPartOf(shown, expected)).isTrue();
		if (this.complete) {
			assertThat(shown).isEqualTo(expected.subList(0, expected.size() - common));
		}
	}

	private static String line(StackTraceElement frame) {
		return SafeText.clean(frame.getClassName() + "|" + frame.getMethodName() + "|" + frame.getFileName()) + "|"
				+ frame.getLineNumber();
	}

	private static int omitted(List<String> notes, String what) {
		return notes.stream()
			.map(NOTE::matcher)
			.filter((note) -> note.matches() && note.group(2).equals(what))
			.mapToInt((note) -> Integer.parseInt(note.group(1)))
			.sum();
	}

}
