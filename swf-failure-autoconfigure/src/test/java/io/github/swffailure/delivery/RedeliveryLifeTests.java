// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.github.swffailure.OrderFailures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RedeliveryLifeTests extends RedeliveryFixture {

	/** Of this test, as others may run at the same time. */
	private final ThreadGroup group = new ThreadGroup("test");

	private long redeliveryThreads() {
		Thread[] all = new Thread[100];
		return Stream.of(all)
			.limit(this.group.enumerate(all))
			.filter((any) -> any.getName().startsWith("swf-failure-redelivery-"))
			.count();
	}

	@Test
	void startSaysThatReportsAreInMemory(CapturedOutput output) {
		this.redelivery.start();
		assertThat(output).contains("Undelivered reports are kept in memory");
	}

	@Test
	void nothingIsAProblemBeforeTheStartOrAfter() {
		assertThat(this.redelivery.problem()).isNull();
		this.redelivery.start();
		assertThat(this.redelivery.problem()).isNull();
		this.redelivery.stop();
		assertThat(this.redelivery.problem()).isNull();
	}

	@Test
	void secondStartTriesAtOnceWhatWaitedBeforeTheStop() {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		report("t1");
		this.redelivery.stop();
		assertThat(this.journal.size()).isOne();
		this.swf.answersFromNowOn(ScriptedSwf.OK);
		this.redelivery.start();
		Awaitility.await().until(() -> this.journal.size() == 0);
	}

	@Test
	void moreThreadsRunWhileCallsTakeLongerThanThePaceAllows() {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		for (int i = 0; i < 40; i++) {
			this.journal.add(OrderFailures.of("t" + i));
		}
		CountDownLatch first = new CountDownLatch(1);
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(first));
		new Thread(this.group, this.redelivery::start).start();
		Awaitility.await().until(() -> this.swf.calls().size() == 4);
		CountDownLatch second = new CountDownLatch(1);
		this.swf.answersFromNowOn(ScriptedSwf.OK.after(second));
		first.countDown();
		Awaitility.await().until(() -> this.swf.calls().size() > 4 + 4);
		second.countDown();
		Awaitility.await().until(() -> this.journal.size() == 0);
		Awaitility.await().until(() -> redeliveryThreads() == 4);
	}

}
