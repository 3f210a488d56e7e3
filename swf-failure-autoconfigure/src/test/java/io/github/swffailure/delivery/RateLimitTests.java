package io.github.swffailure.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTests {

	@Test
	void paceIsKept() {
		RateLimit rate = new RateLimit(100);
		long start = System.nanoTime();
		for (int i = 0; i < 21; i++) {
			assertThat(rate.acquire()).isTrue();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void interruptEndsTheWait() {
		RateLimit rate = new RateLimit(1);
		rate.acquire();
		Thread.currentThread().interrupt();
		boolean passed = rate.acquire();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(passed).isFalse();
	}

}
