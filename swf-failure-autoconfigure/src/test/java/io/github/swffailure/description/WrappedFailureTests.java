// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a wrapper says, and the frames that only it has, are not lost.
 */
class WrappedFailureTests {

	private static Throwable failOnAnotherThread() {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		try {
			return catchThrowable(() -> pool.submit(WrappedFailureTests::fail).get());
		}
		finally {
			pool.shutdown();
		}
	}

	private static Object fail() throws IOException {
		throw new IOException("disk full");
	}

	@Test
	void framesOfTheHandlersThreadAreShownLast() {
		String details = Describing.byDefault().details(failOnAnotherThread());
		assertThat(details).startsWith("java.io.IOException: disk full\n\tat ")
			.contains("WrappedFailureTests.fail(")
			.containsPattern(
					"\nAwaited at: java\\.util\\.concurrent\\.ExecutionException\n\tat \\S+failOnAnotherThread");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void everyFormatShowsThem(DetailsFormat format) {
		for (int limit : new int[] { 32_768, 4_000 }) {
			assertThat(Describing.as(format).details(limit).details(failOnAnotherThread()))
				.hasSizeLessThanOrEqualTo(limit)
				.contains("failOnAnotherThread")
				.containsIgnoringCase("awaited");
		}
	}

	@Test
	void framesOfABlockedThreadAreShown() {
		Throwable failure = catchThrowable(
				() -> Mono.fromCallable(WrappedFailureTests::fail).subscribeOn(Schedulers.parallel()).block());
		assertThat(Describing.byDefault().reason(failure)).isEqualTo("IOException: disk full");
		assertThat(Describing.byDefault().details(failure)).contains("framesOfABlockedThreadAreShown")
			.containsOnlyOnce("Awaited at: ");
	}

	@Test
	void wrapperOfTheSameThreadAddsNothing() {
		IOException failure = new IOException("disk full");
		CompletionException wrapper = new CompletionException(failure);
		wrapper.setStackTrace(failure.getStackTrace());
		assertThat(Describing.byDefault().details(wrapper)).isEqualTo(Describing.byDefault().details(failure));
	}

	@Test
	void wrapperThatSaysSomethingStays() {
		Exception failure = new CompletionException("order 42, item 7", new IOException("disk full"));
		failure.addSuppressed(new IllegalStateException("no lock"));
		assertThat(Describing.byDefault().reason(failure))
			.isEqualTo("CompletionException: order 42, item 7; caused by IOException: disk full");
		assertThat(Describing.byDefault().details(failure)).contains("order 42, item 7", "no lock");
	}

	@Test
	void severalExceptionsThrownAsOneAreAllShown() {
		Throwable failure = Exceptions.multiple(new IOException("disk full"), new IllegalStateException("no lock"));
		assertThat(Describing.byDefault().reason(failure)).endsWith("; caused by IOException: disk full");
		assertThat(Describing.byDefault().details(failure)).contains("\nCaused by: java.io.IOException: disk full",
				"Suppressed: java.lang.IllegalStateException: no lock");
	}

	@Test
	void nextSqlExceptionsAreTheCauses() {
		BatchUpdateException batch = new BatchUpdateException("Batch entry 0 was aborted", new int[0]);
		batch.setNextException(new SQLException("duplicate key"));
		batch.setNextException(new SQLException("deadlock"));
		assertThat(Describing.byDefault().reason(batch))
			.isEqualTo("BatchUpdateException: Batch entry 0 was aborted; caused by SQLException: deadlock");
		assertThat(Describing.byDefault().details(batch)).contains("\nCaused by: java.sql.SQLException: duplicate key",
				"\nCaused by: java.sql.SQLException: deadlock");
	}

	@Test
	void nextBesidesACauseIsSuppressed() {
		SQLException failure = new SQLException("aborted", new IOException("disk full"));
		failure.setNextException(new SQLException("deadlock"));
		assertThat(List.of(Describing.byDefault().details(failure).split("\n")))
			.contains("\tSuppressed: java.sql.SQLException: deadlock", "Caused by: java.io.IOException: disk full");
	}

}
