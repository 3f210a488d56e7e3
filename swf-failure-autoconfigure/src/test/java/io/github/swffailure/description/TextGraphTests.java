// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts the lines of the format text, and of simpleflow's traceback.
 */
@SuppressWarnings("NullAway")
class TextGraphTests {

	private static final Pattern OMITTED = Pattern.compile("\\.\\.\\. (\\d+) ([a-z ]+?)s? omitted");

	/** Enough for the two ends of a chain with messages of 200 characters. */
	private static final int LEAST_FOR_THE_LAST_LINE = 256;

	private static final int LEAST_FOR_BOTH_ENDS = 2_000;

	@Property(tries = 800)
	void countsAddUp(@ForAll long seed, @ForAll @IntRange(min = LEAST_FOR_BOTH_ENDS, max = 32_768) int limit) {
		Throwable failure = RandomFailures.tame(seed);
		FailureDescription description = Describing.byDefault().details(limit).of(failure);
		String details = description.details();
		List<Throwable> chain = Expected.chain(failure);
		assertThat(details).hasSizeLessThanOrEqualTo(limit);
		assertThat(startingWith(details, "Caused by: ") + omitted(details, "", "cause")).isEqualTo(chain.size() - 1);
		assertThat(details.lines().toList().get(0)).isEqualTo(caption(failure));
		if (description.truncated().isEmpty()) {
			assertThat(OMITTED.matcher(details).results().map((found) -> found.group(2)))
				.allMatch("common frame"::equals);
			assertAllFrames(details, chain);
		}
		else {
			assertThat(OMITTED.matcher(details).results().map((found) -> found.group(2)))
				.anyMatch((what) -> !what.equals("common frame"));
		}
	}

	private static void assertAllFrames(String details, List<Throwable> chain) {
		int frames = chain.stream().mapToInt((exception) -> exception.getStackTrace().length).sum();
		assertThat(startingWith(details, "\tat ") + omitted(details, "\t", "common frame")).isEqualTo(frames);
		int suppressed = chain.stream().mapToInt((exception) -> exception.getSuppressed().length).sum();
		assertThat(startingWith(details, "\tSuppressed: ")).isEqualTo(suppressed);
	}

	@Property(tries = 400)
	void framesOfASingleExceptionAddUp(@ForAll @IntRange(min = 0, max = 3_000) int count,
			@ForAll @IntRange(min = 200, max = 32_768) int limit) {
		Throwable failure = Describing.withFrames(new IllegalStateException("x"),
				Describing.frames("com.example.Orders", count));
		FailureDescription description = Describing.byDefault().details(limit).of(failure);
		long shown = startingWith(description.details(), "\tat ");
		assertThat(shown + omitted(description.details(), "\t", "frame")).isEqualTo(count);
		assertThat(description.truncated().contains(Field.DETAILS)).isEqualTo(shown < count);
	}

	@Property(tries = 400)
	void bothEndsSurvive(@ForAll long seed, @ForAll @IntRange(min = LEAST_FOR_BOTH_ENDS, max = 8_000) int limit) {
		Throwable failure = RandomFailures.tame(seed);
		Throwable root = Expected.root(failure);
		String details = Describing.byDefault().details(limit).details(failure);
		assertThat(details).startsWith(caption(failure));
		int common = root.getStackTrace().length;
		String frames = String.join("",
				Expected.frames(root).stream().limit(Math.min(common, 3)).map((frame) -> "\n\tat " + frame).toList());
		assertThat(details).contains(((root != failure) ? "\nCaused by: " : "") + caption(root) + frames);
	}

	@Property(tries = 200)
	void wholeTextFitsItsOwnLengthAndNoLess(@ForAll long seed) {
		Throwable failure = RandomFailures.tame(seed);
		FailureDescription whole = Describing.byDefault().of(failure);
		int length = whole.details().length();
		if (!whole.truncated().contains(Field.DETAILS) && length > LEAST_FOR_THE_LAST_LINE) {
			assertThat(Describing.byDefault().details(length).of(failure)).satisfies((same) -> {
				assertThat(same.details()).isEqualTo(whole.details());
				assertThat(same.truncated()).doesNotContain(Field.DETAILS);
			});
			assertThat(Describing.byDefault().details(length - 1).of(failure)).satisfies((less) -> {
				assertThat(less.details()).hasSizeLessThan(length);
				assertThat(less.truncated()).contains(Field.DETAILS);
			});
		}
	}

	@Property(tries = 400)
	void tracebackOfSimpleflowIsTheText(@ForAll long seed) throws JsonProcessingException {
		Throwable failure = RandomFailures.wild(seed);
		FailureDescription simpleflow = Describing.as(DetailsFormat.SIMPLEFLOW).of(failure);
		JsonNode object = new ObjectMapper().readTree(simpleflow.details());
		assertThat(object.get("error_type").asText()).isEqualTo(failure.getClass().getName());
		if (!simpleflow.truncated().contains(Field.DETAILS)) {
			StringBuilder text = new StringBuilder();
			object.get("traceback").forEach((line) -> text.append(line.asText()).append('\n'));
			text.setLength(text.length() - 1);
			assertThat(text).hasToString(Describing.byDefault().details(failure));
		}
	}

	@Property(tries = 400)
	void simpleflowFits(@ForAll long seed, @ForAll @IntRange(min = 2, max = 32_768) int limit)
			throws JsonProcessingException {
		String details = Describing.as(DetailsFormat.SIMPLEFLOW).details(limit).details(RandomFailures.wild(seed));
		assertThat(details).hasSizeLessThanOrEqualTo(limit);
		assertThat(new ObjectMapper().readTree(details).isObject()).isTrue();
	}

	private static String caption(Throwable failure) {
		String message = failure.getMessage();
		return failure.getClass().getName() + ((message != null) ? ": " + message : "");
	}

	private static long startingWith(String details, String prefix) {
		return details.lines().filter((line) -> line.startsWith(prefix)).count();
	}

	private static int omitted(String details, String indent, String what) {
		Pattern note = Pattern.compile("(?m)^" + indent + OMITTED.pattern() + "$");
		return note.matcher(details)
			.results()
			.filter((found) -> found.group(2).equals(what))
			.mapToInt(TextGraphTests::count)
			.sum();
	}

	private static int count(MatchResult found) {
		return Integer.parseInt(found.group(1));
	}

}
