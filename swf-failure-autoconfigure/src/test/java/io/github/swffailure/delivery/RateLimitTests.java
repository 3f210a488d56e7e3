package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final RateLimit rate = new RateLimit(100, this.now::get, (nanos) -> pass(Math.max(0, nanos)));

	private void pass(long nanos) {
		this.now.addAndGet(nanos);
	}

	@Test
	void paceIsKept() {
		long start = this.now.get();

		for (int i = 0; i < 21; i++) {
			assertThat(this.rate.acquire()).isTrue();
		}

		assertThat(Duration.ofNanos(this.now.get() - start)).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void timeThatWasNotUsedIsNotMadeUpFor() {
		this.rate.acquire();
		pass(Duration.ofSeconds(1).toNanos());
		long start = this.now.get();

		for (int i = 0; i < 3; i++) {
			this.rate.acquire();
		}

		assertThat(Duration.ofNanos(this.now.get() - start)).isEqualTo(Duration.ofMillis(20));
	}

	@Test
	void interruptEndsTheWait() {
		RateLimit slow = new RateLimit(1);
		slow.acquire();
		Thread.currentThread().interrupt();

		boolean passed = slow.acquire();

		assertThat(Thread.interrupted()).isTrue();
		assertThat(passed).isFalse();
	}

}
