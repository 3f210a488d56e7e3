// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.redaction.SecretRedactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One describer for many threads, which have nothing of each other's failures.
 */
class ConcurrencyTests {

	private static final int THREADS = 8;

	private static final List<String> WORDS = List.of("ascii", "pr\u00fcfung", "\u652f\u6255\u3044", "\uD83D\uDE00 x",
			"a\"b\\\n");

	private static FailureDescriber describer(DetailsFormat format, int limit) {
		return StandardFailureDescriber.create(new DescriptionSettings(new DescriptionSettings().reason(),
				new DescriptionSettings.Details(limit, format), List.of(SecretRedactor.create(List.of("cust-\\d+"))),
				new DescriptionSettings().codes()));
	}

	private static Throwable failure(int number) {
		String word = WORDS.get(number % WORDS.size());
		Exception root = withFrames(new IOException(word.repeat(number % 50) + " password=" + word),
				frames("com.example." + word + number, number % 90));
		Exception failure = withFrames(new IllegalStateException(number + word + " cust-" + number, root),
				frames("com.example.Shared", 40));
		failure.addSuppressed(withFrames(new IOException(word), frames("java.util." + word, number % 7)));
		return failure;
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void textsAreThoseOfOneThread(DetailsFormat format) throws Exception {
		for (int limit : new int[] { 32_768, 2_000 }) {
			List<Throwable> failures = new ArrayList<>();
			List<FailureDescription> alone = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				failures.add(failure(i));
				alone.add(describer(format, limit).describe(Describing.TASK, failures.get(i)));
			}
			assertSameInThreads(describer(format, limit), failures, alone);
		}
	}

	private static void assertSameInThreads(FailureDescriber shared, List<Throwable> failures,
			List<FailureDescription> alone) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			CyclicBarrier start = new CyclicBarrier(THREADS);
			List<Future<?>> runs = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				int first = thread * 31;
				runs.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < 3 * failures.size(); i++) {
						int index = (first + i) % failures.size();
						assertThat(shared.describe(Describing.TASK, failures.get(index))).isEqualTo(alone.get(index));
					}
					return null;
				}));
			}
			for (Future<?> run : runs) {
				run.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void describerMayBeAskedWhileItDescribes() {
		FailureDescriber describer = describer(DetailsFormat.TEXT, 32_768);
		Throwable inner = failure(3);
		FailureDescription alone = describer.describe(Describing.TASK, inner);
		List<FailureDescription> within = new ArrayList<>();
		@SuppressWarnings("serial")
		Exception outer = new Exception() {

			@Override
			public String getMessage() {
				within.add(describer.describe(Describing.TASK, inner));
				return "outer";
			}

		};
		assertThat(describer.describe(Describing.TASK, outer).details()).startsWith(outer.getClass().getName())
			.contains(": outer\n\tat ")
			.doesNotContain("com.example");
		assertThat(within).isNotEmpty().allMatch(alone::equals);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void shortFailureAfterALongOneHasNothingOfIt(DetailsFormat format) {
		FailureDescriber used = describer(format, 32_768);
		used.describe(Describing.TASK,
				withFrames(new IOException("\u652f".repeat(9_000)), frames("com.example.Long", 900)));
		Throwable failure = withFrames(new IOException("short"), frames("com.example.Short", 1));
		assertThat(used.describe(Describing.TASK, failure))
			.isEqualTo(describer(format, 32_768).describe(Describing.TASK, failure));
	}

}
