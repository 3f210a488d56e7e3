// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.List;

import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import io.github.swffailure.redaction.SecretRedactor;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every exception and every limit.
 */
@SuppressWarnings("NullAway")
@Tag("endurance")
class DescriptionPropertyTests {

	private static final JsonDataConverter FLOW = new JsonDataConverter();

	private static final ObjectMapper JSON = new ObjectMapper();

	@Property(tries = 1_500, shrinking = ShrinkingMode.BOUNDED)
	void textsFitAndAreWellFormed(@ForAll("failures") Throwable failure, @ForAll DetailsFormat format,
			@ForAll @IntRange(min = 1, max = 256) int reasonLimit, @ForAll("limits") int limit)
			throws JsonProcessingException {
		FailureDescription description = Describing.as(format)
			.reason(reasonLimit, ReasonPrefix.SIMPLE_NAME)
			.redactedBy(SecretRedactor.create(List.of()), (text) -> text.replace("a", "\"aa\n\uD83D"))
			.details(limit)
			.of(failure);
		assertThat(description.reason()).isNotEmpty().hasSizeLessThanOrEqualTo(reasonLimit).doesNotContain("\n");
		assertThat(description.details()).hasSizeLessThanOrEqualTo(limit);
		assertThat(Describing.isWellFormed(description.reason())).isTrue();
		assertThat(Describing.isWellFormed(description.details())).isTrue();
		assertReadable(format, description.details());
	}

	private static void assertReadable(DetailsFormat format, String details) throws JsonProcessingException {
		if (details.isEmpty()) {
			return;
		}
		switch (format) {
			case JSON, SIMPLEFLOW -> assertThat(JSON.readTree(details).isObject()).isTrue();
			case FLOW -> assertThat(FLOW.fromData(details, Throwable.class)).isInstanceOf(Throwable.class);
			default -> assertThat(
					details.chars().allMatch((next) -> next >= ' ' || next == '\n' || next == '\t' || next == '\r'))
				.isTrue();
		}
	}

	@Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
	void bothEndsAreNamedWhereThereIsRoom(@ForAll("failures") Throwable failure,
			@ForAll @IntRange(min = 600, max = 32_768) int limit) {
		String details = Describing.as(DetailsFormat.TEXT).details(limit).details(failure);
		Throwable outermost = FailureOrigins.unwrap(failure);
		Throwable root = outermost;
		while (!(root instanceof HostileExceptionTests.Hostile) && root.getCause() != null
				&& root.getCause() != outermost) {
			root = root.getCause();
		}
		assertThat(details).startsWith(outermost.getClass().getName()).contains(root.getClass().getName());
	}

	@Property
	void cutTextFitsAndKeepsBothEnds(@ForAll("texts") String text, @ForAll @IntRange(min = 0, max = 200) int limit) {
		String clean = SafeText.clean(text);
		String cut = MiddleCut.of(clean, limit);
		assertThat(cut).hasSizeLessThanOrEqualTo(limit);
		assertThat(Describing.isWellFormed(cut)).isTrue();
		if (clean.length() <= limit) {
			assertThat(cut).isEqualTo(clean);
		}
		else if (limit > 0) {
			assertThat(cut).contains(".");
		}
	}

	@Property
	void cleanTextIsCleanAndNotShorter(@ForAll("texts") String text) {
		String clean = SafeText.clean(text);
		assertThat(clean).hasSizeGreaterThanOrEqualTo(text.length());
		assertThat(Describing.isWellFormed(clean)).isTrue();
		assertThat(SafeText.clean(clean)).isSameAs(clean);
	}

	@Property
	void jsonStringsAreAsLongAsTold(@ForAll("texts") String text) throws JsonProcessingException {
		String clean = SafeText.clean(text);
		String json = new JsonText(new TextBuffer()).string(clean).toString();
		assertThat(json).hasSize(JsonText.lengthOf(clean));
		assertThat(JSON.readTree(json).asText()).isEqualTo(clean);
	}

	@Property
	void redactorBearsEveryText(@ForAll("texts") String text, @ForAll("secrets") String secret) {
		String redacted = SecretRedactor.create(List.of()).redact(text + " " + secret + "\n" + text);
		assertThat(redacted).contains(SecretRedactor.REPLACEMENT).doesNotContain("hunter2", "4111");
	}

	@Provide
	Arbitrary<String> secrets() {
		return Arbitraries.of("password=hunter2", "\"token\": \"hunter2\"", "https://bob:hunter2@example.com",
				"card 4111 1111 1111 1111", "Authorization: Bearer hunter2");
	}

	@Provide
	Arbitrary<Integer> limits() {
		return Arbitraries.oneOf(Arbitraries.integers().between(0, 400), Arbitraries.integers().between(400, 32_768));
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<Character> characters = Arbitraries.oneOf(Arbitraries.chars().all(),
				Arbitraries.chars().range('\uD800', '\uDFFF'), Arbitraries.chars().range('\u0000', '\u009f'),
				Arbitraries.of('a', '"', '\\', '\n', ':', '=', '-', '4'));
		return characters.list().ofMaxSize(300).map((list) -> {
			StringBuilder text = new StringBuilder();
			list.forEach(text::append);
			return text.toString();
		});
	}

	private Arbitrary<String> messages() {
		return Arbitraries.oneOf(texts(), texts().map((text) -> text.repeat(40))).injectNull(0.1);
	}

	private static Arbitrary<StackTraceElement> frames() {
		Arbitrary<String> names = Arbitraries.of("com.example.Orders", "java.util.List", "a\"b\\",
				"org.springframework.X");
		return Combinators.combine(names, names.injectNull(0.2), Arbitraries.integers().between(-2, 99_999))
			.as((name, file, line) -> new StackTraceElement(name, "call", file, line));
	}

	@Provide
	Arbitrary<Throwable> failures() {
		Arbitrary<Throwable> leaves = Combinators
			.combine(messages(), frames().list().ofMaxSize(60), Arbitraries.of(0, 1, 2))
			.as((message, frames, type) -> {
				Throwable failure = switch (type) {
					case 0 -> new IllegalStateException(message);
					case 1 -> new IOException(message);
					default -> new HostileExceptionTests.Hostile();
				};
				failure.setStackTrace(frames.toArray(StackTraceElement[]::new));
				return failure;
			});
		return leaves.list().ofMinSize(1).ofMaxSize(12).map(DescriptionPropertyTests::graph);
	}

	/**
	 * Hangs exceptions under each other: every third one is suppressed, the others are
	 * causes; a long chain ends in a cycle.
	 */
	private static Throwable graph(List<Throwable> failures) {
		Throwable last = failures.get(0);
		for (int i = 1; i < failures.size(); i++) {
			Throwable next = failures.get(i);
			if (i % 3 == 0) {
				last.addSuppressed(next);
			}
			else if (!(last instanceof HostileExceptionTests.Hostile)) {
				last.initCause(next);
				last = next;
			}
		}
		if (failures.size() > 10 && last != failures.get(0) && !(last instanceof HostileExceptionTests.Hostile)) {
			last.initCause(failures.get(0));
		}
		return failures.get(0);
	}

}
