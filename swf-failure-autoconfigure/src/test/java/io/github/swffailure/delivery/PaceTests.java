// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class PaceTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final Pace pace = pace(50);

	private Pace pace(int perSecond) {
		return new Pace(perSecond, this.now::get, this.now::addAndGet);
	}

	private Duration time(int turns) throws InterruptedException {
		long start = this.now.get();
		for (int i = 0; i < turns; i++) {
			this.pace.await(() -> true);
		}
		return Duration.ofNanos(this.now.get() - start);
	}

	@Test
	void turnsComeEvenly() throws InterruptedException {
		assertThat(time(51)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void unusedTimeIsLost() throws InterruptedException {
		time(1);
		this.now.addAndGet(Duration.ofMinutes(1).toNanos());

		assertThat(this.pace.await(() -> true)).isTrue();
		assertThat(time(50)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void waitEndsWhenItDoesNotGoOn() throws InterruptedException {
		Pace slow = pace(1);
		slow.await(() -> true);
		long start = this.now.get();

		slow.await(() -> this.now.get() - start < Duration.ofMillis(150).toNanos());

		assertThat(Duration.ofNanos(this.now.get() - start)).isEqualTo(Duration.ofMillis(200));
	}

	@Test
	void interruptEndsTheWait() {
		Pace slow = new Pace(1);
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> {
			slow.await(() -> true);
			slow.await(() -> true);
		});
	}

	@Test
	void interruptedWaitTakesNoTurn() throws InterruptedException {
		AtomicBoolean interrupted = new AtomicBoolean(true);
		Pace slow = new Pace(1, this.now::get, (nanos) -> {
			if (interrupted.get()) {
				throw new InterruptedException();
			}
			this.now.addAndGet(nanos);
		});
		slow.await(() -> true);
		for (int i = 0; i < 100; i++) {
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> slow.await(() -> true));
		}
		interrupted.set(false);
		long start = this.now.get();

		slow.await(() -> true);

		assertThat(Duration.ofNanos(this.now.get() - start)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void secondOfSuccessesAddsOneASecond() {
		for (int i = 0; i < 50; i++) {
			this.pace.faster();
		}

		assertThat(this.pace.perSecond()).isCloseTo(51, within(0.05));
	}

	@Test
	void quotaIsNeverExceeded() {
		for (int i = 0; i < 100_000; i++) {
			this.pace.faster();
		}

		assertThat(this.pace.perSecond()).isEqualTo(200);
		assertThat(pace(1_000).perSecond()).isEqualTo(200);
	}

	private void second(int throttled, int taken) {
		for (int i = 0; i < throttled; i++) {
			this.pace.answered(true, false);
		}
		for (int i = 0; i < taken; i++) {
			this.pace.answered(false, true);
		}
		this.now.addAndGet(Duration.ofSeconds(1).toNanos());
		this.pace.answered(throttled > taken, throttled <= taken);
	}

	@ParameterizedTest
	@CsvSource({ "0, 50, 50", "25, 25, 50", "26, 24, 25", "49, 1, 25" })
	void secondInWhichMostIsThrottledHalvesIt(int throttled, int taken, double perSecond) {
		second(throttled, taken);

		assertThat(this.pace.perSecond()).isEqualTo(perSecond);
	}

	@Test
	void itIsNotHalvedBelowHalfOfTheFirstWhileSwfAcceptsAnything() {
		for (int i = 0; i < 100; i++) {
			second(24, 1);
		}

		assertThat(this.pace.perSecond()).isEqualTo(25);
	}

	@Test
	void itGoesDownToOneASecondOnceSwfAcceptsNothing() {
		for (int i = 0; i < 4; i++) {
			second(50, 0);
		}
		assertThat(this.pace.perSecond()).isEqualTo(25);

		second(50, 0);
		assertThat(this.pace.perSecond()).isEqualTo(12.5);

		for (int i = 0; i < 10; i++) {
			second(50, 0);
		}
		assertThat(this.pace.perSecond()).isOne();
	}

	@Test
	void itGrowsAgainFromWhereItIs() {
		for (int i = 0; i < 20; i++) {
			second(50, 0);
		}
		this.pace.faster();

		assertThat(this.pace.perSecond()).isEqualTo(2);
	}

	@Test
	void fasterPaceIsHalvedStepByStep() {
		for (int i = 0; i < 100_000; i++) {
			this.pace.faster();
		}
		second(150, 50);
		assertThat(this.pace.perSecond()).isEqualTo(100);
		second(90, 10);
		assertThat(this.pace.perSecond()).isEqualTo(50);
	}

}
