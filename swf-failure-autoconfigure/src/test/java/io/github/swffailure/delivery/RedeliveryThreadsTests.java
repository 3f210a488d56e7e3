// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RedeliveryThreadsTests {

	private final CountDownLatch end = new CountDownLatch(1);

	private final List<Thread> made = new CopyOnWriteArrayList<>();

	private volatile ThreadFactory factory = (work) -> {
		Thread thread = new Thread(work);
		this.made.add(thread);
		return thread;
	};

	private final RedeliveryThreads threads = new RedeliveryThreads(2,
			(all, extra) -> this.end.await(1, TimeUnit.MINUTES), (work) -> this.factory.newThread(work));

	@AfterEach
	void end() {
		this.threads.end();
		this.end.countDown();
	}

	@Test
	void allRun() {
		this.threads.revive();
		assertThat(this.threads.problem()).isNull();
		assertThat(this.made).hasSize(2).allMatch(Thread::isDaemon).allMatch(Thread::isAlive);
		assertThat(this.made).extracting(Thread::getName)
			.containsExactly("swf-failure-redelivery-1", "swf-failure-redelivery-2");
	}

	@Test
	void threadsThatCannotBeStartedAreAProblemUntilTheyCan(CapturedOutput output) {
		ThreadFactory healthy = this.factory;
		this.factory = (work) -> {
			throw new OutOfMemoryError("unable to create native thread");
		};
		this.threads.revive();
		assertThat(this.threads.problem()).isEqualTo("0 of 2 redelivery threads run");
		assertThat(output).contains("A redelivery thread could not be started");
		this.factory = healthy;
		assertThat(this.threads.problem()).isNull();
		assertThat(this.made).hasSize(2);
	}

	@Test
	void threadThatHasEndedIsReplacedWhenItIsMissed() {
		ThreadFactory healthy = this.factory;
		Thread dying = new Thread(() -> {
		});
		this.factory = (work) -> dying;
		this.threads.startExtra();
		Awaitility.await().until(() -> !dying.isAlive());
		this.factory = healthy;
		assertThat(this.threads.problem()).isNull();
		assertThat(this.threads.threads()).containsExactlyElementsOf(this.made).hasSize(2);
	}

	@Test
	void extraThreadEndsWithNothingToDoAndTheOthersGoOn() throws InterruptedException {
		CountDownLatch rounds = new CountDownLatch(6);
		RedeliveryThreads idle = new RedeliveryThreads(1, (all, extra) -> {
			rounds.countDown();
			return false;
		}, (work) -> this.factory.newThread(work));
		idle.revive();
		idle.startExtra();
		Awaitility.await().until(() -> !this.made.get(1).isAlive());
		assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.made.get(0).isAlive()).isTrue();
		idle.end();
	}

	@ParameterizedTest
	@MethodSource
	void threadGoesOnAfterWhatItsWorkThrows(Throwable failure, CapturedOutput output) throws InterruptedException {
		CountDownLatch again = new CountDownLatch(2);
		RedeliveryThreads troubled = new RedeliveryThreads(1, (all, extra) -> {
			again.countDown();
			if (again.getCount() > 0) {
				rethrow(failure);
			}
			return this.end.await(1, TimeUnit.MINUTES);
		}, (work) -> this.factory.newThread(work));
		troubled.revive();
		assertThat(again.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(output).contains("A redelivery", failure.toString());
		assertThat(this.made).hasSize(1).allMatch(Thread::isAlive);
		troubled.end();
	}

	static Stream<Throwable> threadGoesOnAfterWhatItsWorkThrows() {
		return Stream.of(new InterruptedException("stranger"), new NoClassDefFoundError("Codec"),
				new IllegalStateException("closed"));
	}

	private static void rethrow(Throwable failure) throws InterruptedException {
		if (failure instanceof InterruptedException ex) {
			throw ex;
		}
		ReflectionUtils.rethrowRuntimeException(failure);
	}

	@Test
	void interruptOfAStrangerIsTakenBackAndLogged(CapturedOutput output) {
		RedeliveryThreads.clearInterrupt();
		assertThat(output).doesNotContain("interrupted from outside");
		Thread.currentThread().interrupt();
		RedeliveryThreads.clearInterrupt();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(output).contains("A redelivery thread was interrupted from outside and continues");
	}

	@Test
	void nothingIsAProblemAfterTheEnd() {
		this.threads.end();
		assertThat(this.threads.problem()).isNull();
		assertThat(this.made).isEmpty();
	}

	@Test
	void atMostFourTimesAsManyRun() {
		this.threads.revive();
		for (int i = 0; i < 20; i++) {
			this.threads.startExtra();
		}
		assertThat(this.made).hasSize(8);
	}

}
