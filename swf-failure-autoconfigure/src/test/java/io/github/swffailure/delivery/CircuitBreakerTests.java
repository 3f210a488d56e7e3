// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.Backoff;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

	private static final SwfAnswer TROUBLE = new SwfAnswer(ReportOutcome.DEFERRED, new RuntimeException());

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final CircuitBreaker breaker = new CircuitBreaker(this.nanoTime::get);

	private final Backoff probes = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	private boolean answer(String token, SwfAnswer answer) {
		return this.breaker.after(OrderFailures.of(token), answer, this.nanoTime.get());
	}

	private void goDown() {
		answer("a", TROUBLE);
		answer("b", TROUBLE);
		pass(CircuitBreaker.ROW);
		answer("c", TROUBLE);
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void severalReportsThatAreDeferredForSomeTimeAreAnOutage() {
		goDown();
	}

	@Test
	void oneReportThatSwfNeverAcceptsIsNoOutage() {
		for (int i = 0; i < 1_000; i++) {
			answer("sick", TROUBLE);
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.breaker.isOpen()).isFalse();
		assertThat(this.breaker.permitsCall()).isTrue();
	}

	@Test
	void manyReportsAreAnOutageHoweverFast() {
		for (int i = 0; i < CircuitBreaker.MANY - 1; i++) {
			answer("t" + i, TROUBLE);
		}
		assertThat(this.breaker.isOpen()).isFalse();
		answer("last", TROUBLE);
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void callsThatRunIntoTheirTimeoutTogetherAreAnOutage() {
		long start = this.nanoTime.get();
		pass(Duration.ofSeconds(6));
		for (String token : new String[] { "a", "b", "c" }) {
			this.breaker.after(OrderFailures.of(token), TROUBLE, start);
		}
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void otherAnswersStartTheCountAgain() {
		for (int i = 0; i < 1_000; i++) {
			answer("t" + i, (i % 10 == 9) ? new SwfAnswer(ReportOutcome.DENIED, new RuntimeException()) : TROUBLE);
			pass(Duration.ofMillis(400));
		}
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void interruptsDoNotCount() {
		SwfAnswer interrupted = new SwfAnswer(ReportOutcome.DEFERRED, AbortedException.create("interrupted"));
		for (int i = 0; i < 1_000; i++) {
			answer("t" + i, interrupted);
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.breaker.isOpen()).isFalse();
		goDown();
		answer("d", interrupted);
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void oneNewReportPerPauseIsSentDuringAnOutage() {
		goDown();
		assertThat(this.breaker.permitsCall()).isFalse();
		pass(CircuitBreaker.PAUSE);
		assertThat(this.breaker.permitsCall()).isTrue();
		assertThat(this.breaker.permitsCall()).isFalse();
	}

	@Test
	void redeliveryProbesAfterGrowingWaits() {
		assertThat(this.breaker.untilProbe()).isZero();
		goDown();
		Duration first = waitAfterProbe();
		Duration second = waitAfterProbe();
		Duration third = waitAfterProbe();
		assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
		assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
		assertThat(third).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
	}

	private Duration waitAfterProbe() {
		assertThat(this.breaker.untilProbe()).isZero();
		this.breaker.probing(this.probes);
		Duration wait = Duration.ofNanos(this.breaker.untilProbe());
		pass(wait);
		return wait;
	}

	@Test
	void firstSuccessEndsTheOutage() {
		goDown();
		assertThat(this.breaker.closings()).isZero();
		assertThat(answer("d", new SwfAnswer(ReportOutcome.TASK_CLOSED, null))).isTrue();
		assertThat(answer("d", new SwfAnswer(ReportOutcome.TASK_CLOSED, null))).isFalse();
		assertThat(this.breaker.isOpen()).isFalse();
		assertThat(this.breaker.permitsCall()).isTrue();
		assertThat(this.breaker.untilProbe()).isZero();
		assertThat(this.breaker.closings()).isOne();
		answer("e", TROUBLE);
		assertThat(this.breaker.isOpen()).isFalse();
	}

}
