// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.redaction.SecretRedactor;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import net.jqwik.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads the format json with Jackson and compares it with the exceptions.
 */
@SuppressWarnings("NullAway")
@Tag("endurance")
class JsonGraphTests extends GraphProperties {

	private static final FailureRedactor REDACTOR = SecretRedactor.create(List.of());

	private boolean complete;

	@Override
	void assertTold(Throwable failure, int limit) throws JsonProcessingException {
		FailureDescription description = Describing.as(DetailsFormat.JSON)
			.redactedBy(REDACTOR)
			.details(limit)
			.of(failure);
		assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
		if (limit < 2) {
			assertThat(description.details()).isEmpty();
			return;
		}
		JsonNode object = JSON.readTree(description.details());
		assertThat(object.isObject()).isTrue();
		this.complete = !description.truncated().contains(Field.DETAILS);
		if (object.has("fingerprint") && (this.complete || limit >= 2_000 || !isHintsAlone(object))) {
			assertOutermost(object, failure, description);
		}
		else {
			assertThat(this.complete).isFalse();
			assertThat(limit).isLessThan(2_000);
		}
	}

	/** What is left where not even both ends of the chain fit. */
	private static boolean isHintsAlone(JsonNode object) {
		return Stream.of("message", "frames", "framesOmitted", "causes", "causesOmitted", "suppressedOmitted")
			.noneMatch(object::has);
	}

	private void assertOutermost(JsonNode object, Throwable failure, FailureDescription description) {
		String fingerprint = FailureOrigins.of(failure).fingerprint();
		assertThat(object.get("fingerprint").asText()).isEqualTo(fingerprint);
		ReportedFailure reported = ReportedFailure.parse(description.reason(), description.details());
		assertThat(reported.fingerprint()).isEqualTo(fingerprint);
		assertThat(reported.type()).isEqualTo(failure.getClass().getName());
		assertMain(object, failure);
		List<Throwable> chain = Expected.chain(failure);
		int at = 0;
		for (JsonNode cause : object.path("causes")) {
			at += 1 + cause.path("causesOmitted").asInt();
			assertMain(cause, chain.get(at));
		}
		assertThat(at + 1).isEqualTo(chain.size());
		assertThat(chain.size() > CauseChain.KEPT * 2 && this.complete).isFalse();
		assertThat(lastOf(object).has("end")).isEqualTo(Expected.root(failure).getCause() != null);
	}

	private static JsonNode lastOf(JsonNode object) {
		JsonNode causes = object.path("causes");
		return causes.isEmpty() ? object : causes.get(causes.size() - 1);
	}

	private void assertMain(JsonNode object, Throwable exception) {
		assertOne(object, exception);
		JsonNode suppressed = object.path("suppressed");
		Throwable[] all = exception.getSuppressed();
		assertThat(suppressed.size() + object.path("suppressedOmitted").asInt()).isEqualTo(all.length);
		if (this.complete) {
			assertThat(suppressed.size()).isEqualTo(all.length);
			for (int i = 0; i < all.length; i++) {
				assertSuppressed(suppressed.get(i), all[i]);
			}
		}
	}

	private void assertSuppressed(JsonNode object, Throwable exception) {
		assertOne(object, exception);
		assertThat(object.path("suppressedOmitted").asInt()).isEqualTo(exception.getSuppressed().length);
		int causes = Expected.chain(exception).size() - 1;
		JsonNode root = object.path("causes").path(0);
		assertThat(root.isMissingNode()).isEqualTo(causes == 0);
		if (causes > 0) {
			assertThat(object.path("causes")).hasSize(1);
			assertThat(root.path("causesOmitted").asInt()).isEqualTo(causes - 1);
			assertOne(root, Expected.root(exception));
		}
	}

	private void assertOne(JsonNode object, Throwable exception) {
		assertThat(object.get("type").asText()).isEqualTo(exception.getClass().getName());
		List<String> frames = new ArrayList<>();
		object.path("frames").forEach((frame) -> frames.add(SafeText.clean(frame.asText())));
		List<String> expected = Expected.frames(exception);
		int common = object.path("commonFrames").asInt();
		int omitted = object.path("framesOmitted").asInt();
		assertThat(frames.size() + omitted + common).isEqualTo(expected.size());
		assertThat(Expected.isPartOf(frames, expected)).isTrue();
		if (this.complete) {
			assertThat(omitted).isZero();
			assertThat(frames).isEqualTo(expected.subList(0, expected.size() - common));
			assertThat(object.path("message").asText()).isEqualTo(message(exception));
		}
	}

	private static String message(Throwable exception) {
		String message = exception.getMessage();
		return (message != null) ? REDACTOR.redact(SafeText.clean(message)) : "";
	}

}
