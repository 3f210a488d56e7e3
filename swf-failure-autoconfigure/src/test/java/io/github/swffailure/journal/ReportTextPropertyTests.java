// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds for every failure in the journal.
 */
@SuppressWarnings("NullAway")
class ReportTextPropertyTests {

	@Property(tries = 500, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
	void everyFieldIsReadAsItWasWritten(@ForAll("failures") TaskFailure failure,
			@ForAll("addresses") @Nullable ReportAddress address) throws ReportContent.UnreadableFileException {
		assertThat(ReportText.read(ReportText.write(failure, address))).isEqualTo(new ReportContent(failure, address));
	}

	@Property(tries = 100, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
	void nothingTornIsRead(@ForAll("failures") TaskFailure failure) {
		byte[] whole = ReportText.write(failure, null);
		for (int length = 0; length < whole.length; length++) {
			byte[] torn = Arrays.copyOf(whole, length);
			assertThatExceptionOfType(ReportContent.UnreadableFileException.class)
				.isThrownBy(() -> ReportText.read(torn));
		}
	}

	@Property(tries = 500, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
	void textStaysOnOneLine(@ForAll("texts") String text) {
		String escaped = Escapes.escape(text);
		assertThat(Escapes.unescape(escaped)).isEqualTo(text);
		assertThat(escaped.chars()).noneMatch((next) -> next != '\t' && Character.isISOControl(next));
		assertThat(escaped.lines().count()).isLessThanOrEqualTo(1);
		assertThat(escaped).doesNotContain("\u2028", "\u2029");
	}

	@Provide
	Arbitrary<String> texts() {
		Arbitrary<Character> awkward = Arbitraries.of('\\', 'n', 'u', '\n', '\r', '\t', ' ', ':', '0', '\0', '\u0085',
				'\u2028', '\uD83D', '\uDE00', '\uFFFD', '\uFFFF');
		return Arbitraries.frequencyOf(
				Tuple.of(2, awkward.array(Character[].class).ofMaxSize(40).map(ReportTextPropertyTests::text)),
				Tuple.of(1, Arbitraries.strings().ofMaxLength(80)));
	}

	private static String text(Character[] characters) {
		StringBuilder text = new StringBuilder();
		for (Character character : characters) {
			text.append(character);
		}
		return text.toString();
	}

	@Provide
	Arbitrary<TaskFailure> failures() {
		return Combinators.combine(tasks(), descriptions(), origins(), times()).as(TaskFailure::new);
	}

	private Arbitrary<ActivityTask> tasks() {
		Arbitrary<ActivityTask.Type> types = Combinators.combine(texts().filter((name) -> !name.isBlank()), texts())
			.as(ActivityTask.Type::new);
		Arbitrary<ActivityTask.Execution> executions = Combinators
			.combine(texts().filter((id) -> !id.isBlank()), texts())
			.as(ActivityTask.Execution::new);
		return Combinators
			.combine(texts().map((token) -> "token" + token), texts().injectNull(0.3), types.injectNull(0.3),
					executions.injectNull(0.3))
			.as(ActivityTask::new);
	}

	private Arbitrary<FailureDescription> descriptions() {
		Arbitrary<Set<FailureDescription.Field>> fields = Arbitraries.of(FailureDescription.Field.class).set();
		return Combinators.combine(texts(), texts(), fields).as(FailureDescription::new);
	}

	private Arbitrary<FailureOrigin> origins() {
		return Combinators.combine(texts(), texts(), Arbitraries.of(true, false)).as(FailureOrigin::new);
	}

	@Provide
	Arbitrary<ReportAddress> addresses() {
		return Combinators.combine(texts(), texts().injectNull(0.3), texts().injectNull(0.3))
			.as(ReportAddress::new)
			.injectNull(0.3);
	}

	private Arbitrary<Instant> times() {
		return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
	}

}
