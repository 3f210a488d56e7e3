// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

	@Test
	void waitsDoubleUpToTheLongest() {
		for (int seconds : new int[] { 1, 2, 4, 8, 10, 10, 10 }) {
			assertThat(this.backoff.next()).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
		}
	}

	@Test
	void longestStaysTheLongest() {
		for (int i = 0; i < 1_000; i++) {
			assertThat(this.backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(10));
		}
		assertThat(this.backoff.longest()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

	@Test
	void resetStartsAnew() {
		this.backoff.next();
		this.backoff.next();
		this.backoff.reset();
		assertThat(this.backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void waitsDiffer() {
		assertThat(this.backoff.longest()).isNotEqualTo(this.backoff.longest());
	}

	@Test
	void workersOfTheSameKindWaitForDifferentTimes() throws IOException {
		assertThat(waitsOfAnotherProcess()).contains("PT").isNotEqualTo(waitsOfAnotherProcess());
	}

	private static String waitsOfAnotherProcess() throws IOException {
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Waiting.class.getName())
			.start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	/** Prints waits of a thread that has not made the back-off. */
	static final class Waiting {

		private Waiting() {
		}

		public static void main(String[] arguments) {
			Backoff backoff = Backoff.ofMillis(1_000, 60_000);
			new Thread(() -> System.out.println(backoff.next() + " " + backoff.next())).start();
		}

	}

}
