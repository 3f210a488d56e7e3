package io.github.swffailure.delivery;

import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

	private final AtomicLong nanoTime = new AtomicLong(-5);

	private final CircuitBreaker breaker = new CircuitBreaker(this.nanoTime::get);

	@Test
	void isClosedUntilTrouble() {
		assertThat(this.breaker.permitsCall()).isTrue();
		this.breaker.after(new SwfAnswer(ReportOutcome.DENIED, new RuntimeException()));
		assertThat(this.breaker.permitsCall()).isTrue();
	}

	@Test
	void letsOneThroughEachPause() {
		this.breaker.after(new SwfAnswer(ReportOutcome.DEFERRED, new RuntimeException()));
		assertThat(this.breaker.permitsCall()).isFalse();
		this.nanoTime.addAndGet(CircuitBreaker.PAUSE.toNanos());
		assertThat(this.breaker.permitsCall()).isTrue();
		assertThat(this.breaker.permitsCall()).isFalse();
		this.nanoTime.addAndGet(CircuitBreaker.PAUSE.toNanos());
		assertThat(this.breaker.permitsCall()).isTrue();
	}

	@Test
	void finalAnswerClosesIt() {
		this.breaker.after(new SwfAnswer(ReportOutcome.DEFERRED, new RuntimeException()));
		this.breaker.after(new SwfAnswer(ReportOutcome.TASK_CLOSED, null));
		assertThat(this.breaker.permitsCall()).isTrue();
	}

	@Test
	void interruptSaysNothingAboutSwf() {
		this.breaker.after(new SwfAnswer(ReportOutcome.DEFERRED, AbortedException.create("interrupted")));
		assertThat(this.breaker.permitsCall()).isTrue();
	}

}
