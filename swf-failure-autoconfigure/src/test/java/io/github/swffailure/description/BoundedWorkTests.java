// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The work is bounded by the limits of the texts, whatever the exceptions do.
 */
@SuppressWarnings({ "NullAway", "serial" })
class BoundedWorkTests {

	private static final String HUGE = "lorem ipsum ".repeat(850_000);

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void messageAndFramesAreAskedForAFewTimes(DetailsFormat format) {
		Counting root = new Counting(null);
		Counting failure = new Counting(root);
		FailureDescription description = Describing.as(format).of(failure);
		assertThat(description.reason()).startsWith("Counting: lorem").hasSizeLessThanOrEqualTo(256);
		assertThat(failure.messages).hasValueBetween(1, 4);
		assertThat(root.messages).hasValueBetween(1, 4);
		assertThat(failure.frames).hasValueBetween(1, 3);
		assertThat(root.frames).hasValueBetween(1, 3);
		assertThat(failure.causes).hasValueBetween(1, 4);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void redactorSeesABoundedPartOfAHugeMessage(DetailsFormat format) {
		AtomicInteger seen = new AtomicInteger();
		Describing.as(format).redactedBy((text) -> {
			seen.addAndGet(text.length());
			return text;
		}).of(withFrames(new IOException(HUGE)));
		assertThat(seen).hasValueLessThan(20_000);
	}

	@ParameterizedTest
	@EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void messagesOfTheMiddleAreLeftOutOnceSoManyAreRead(DetailsFormat format) {
		AtomicInteger seen = new AtomicInteger();
		String rest = " ipsum ".repeat(10_000);
		Throwable failure = withFrames(new IOException("root-message" + rest));
		for (int i = 0; i < 30; i++) {
			failure = withFrames(new IllegalStateException("message-" + i + rest, failure));
		}
		String details = Describing.as(format).redactedBy((text) -> {
			seen.addAndGet(text.length());
			return text;
		}).details(failure);
		assertThat(seen).hasValueBetween(100_000, 140_000);
		assertThat(details).contains("message-29 ", "root-message ", "... 70009 characters left out")
			.doesNotContain("message-1 ");
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void causesWithoutEndEnd(DetailsFormat format) {
		AtomicInteger made = new AtomicInteger();
		FailureDescription description = Describing.as(format).of(new Growing(made));
		assertThat(description.reason()).startsWith("Growing: number 0");
		assertThat(description.details()).hasSizeLessThanOrEqualTo(32_768);
		assertThat(made).hasValueBetween(10_000, 11_100);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void suppressedCausesWithoutEndEnd(DetailsFormat format) {
		AtomicInteger made = new AtomicInteger();
		Exception failure = withFrames(new IOException("disk full"));
		for (int i = 0; i < 1_000; i++) {
			failure.addSuppressed(new Growing(made));
		}
		int before = made.get();
		assertThat(Describing.as(format).of(failure).details()).hasSizeLessThanOrEqualTo(32_768);
		assertThat(made.get() - before).isLessThan(500);
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void exceptionsThatAreAllAlikeAreNotMultiplied(DetailsFormat format) {
		AtomicInteger reads = new AtomicInteger();
		Exception shared = withFrames(new IOException() {

			@Override
			public String getMessage() {
				reads.incrementAndGet();
				return "shared";
			}

		}, frames("com.example.Shared", 50));
		Throwable failure = shared;
		for (int i = 0; i < 25; i++) {
			failure = withFrames(new IllegalStateException("level " + i, failure), frames("com.example.Level", 50));
			failure.addSuppressed(shared);
			failure.addSuppressed(withFrames(new IOException("both", shared)));
		}
		assertThat(Describing.as(format).details(failure)).hasSizeLessThanOrEqualTo(32_768);
		assertThat(reads).hasValueLessThan(200);
	}

	private static final class Counting extends RuntimeException {

		private final AtomicInteger messages = new AtomicInteger();

		private final AtomicInteger frames = new AtomicInteger();

		private final AtomicInteger causes = new AtomicInteger();

		@SuppressWarnings("NullAway")
		Counting(Throwable cause) {
			super("counted", cause);
		}

		@Override
		public String getMessage() {
			this.messages.incrementAndGet();
			return HUGE;
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			this.frames.incrementAndGet();
			return super.getStackTrace();
		}

		@Override
		public synchronized Throwable getCause() {
			this.causes.incrementAndGet();
			return super.getCause();
		}

	}

	private static final class Growing extends RuntimeException {

		private final AtomicInteger made;

		private final int number;

		Growing(AtomicInteger made) {
			super(null, null, false, false);
			this.made = made;
			this.number = made.getAndIncrement();
		}

		@Override
		public String getMessage() {
			return "number " + this.number;
		}

		@Override
		public synchronized Throwable getCause() {
			return new Growing(this.made);
		}

	}

}
