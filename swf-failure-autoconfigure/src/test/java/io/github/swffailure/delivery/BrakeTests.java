package io.github.swffailure.delivery;

import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.ReportOutcome;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;

class BrakeTests {

	private final AtomicLong nanoTime = new AtomicLong(-5);

	private final Brake brake = new Brake(this.nanoTime::get);

	@Test
	void isOffUntilTrouble() {
		assertThat(this.brake.isOn()).isFalse();
		this.brake.after(SwfAnswer.of(ReportOutcome.DENIED, new RuntimeException()));
		assertThat(this.brake.isOn()).isFalse();
	}

	@Test
	void letsOneThroughEachPause() {
		this.brake.after(SwfAnswer.of(ReportOutcome.DEFERRED, new RuntimeException()));
		assertThat(this.brake.isOn()).isTrue();
		this.nanoTime.addAndGet(Brake.PAUSE.toNanos());
		assertThat(this.brake.isOn()).isFalse();
		assertThat(this.brake.isOn()).isTrue();
		this.nanoTime.addAndGet(Brake.PAUSE.toNanos());
		assertThat(this.brake.isOn()).isFalse();
	}

	@Test
	void finalAnswerReleasesIt() {
		this.brake.after(SwfAnswer.of(ReportOutcome.DEFERRED, new RuntimeException()));
		this.brake.after(SwfAnswer.of(ReportOutcome.TASK_CLOSED, null));
		assertThat(this.brake.isOn()).isFalse();
	}

	@Test
	void interruptSaysNothingAboutSwf() {
		this.brake.after(SwfAnswer.of(ReportOutcome.DEFERRED, AbortedException.create("interrupted")));
		assertThat(this.brake.isOn()).isFalse();
	}

}
