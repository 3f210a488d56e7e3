// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.ListJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What a durable journal keeps need not be delivered before the process ends. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DurableDrainTests extends RedeliveryFixture {

	@Override
	FailureJournal newJournal() {
		return new ListJournal() {

			@Override
			public boolean isDurable() {
				return true;
			}

		};
	}

	@Test
	void startDoesNotSayThatReportsAreInMemory(CapturedOutput output) {
		this.redelivery.start();
		assertThat(output).doesNotContain("kept in memory");
	}

	@Test
	void stopTriesEachReportOnceWhileSwfAcceptsThem() {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.swf.answers(ScriptedSwf.THROTTLED, ScriptedSwf.THROTTLED);
		report("t1");
		report("t2");
		this.redelivery.stop();
		assertThat(this.journal.size()).isZero();
		assertThat(this.swf.calls()).hasSize(4);
	}

	@Test
	void stopDoesNotWaitForSwf(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, LONG);
		this.redelivery.start();
		this.swf.answersFromNowOn(ScriptedSwf.THROTTLED);
		for (int i = 0; i < 30; i++) {
			report("t" + i);
		}
		int before = this.swf.calls().size();
		this.redelivery.stop();
		assertThat(this.journal.size()).isEqualTo(30);
		assertThat(this.swf.calls()).as("four at a time, until the first is deferred")
			.hasSizeBetween(before + 1, before + 4);
		assertThat(output).contains("30 reports are undelivered at shutdown and kept for the next start")
			.doesNotContain("WARN");
		assertThat(output.getOut().lines().filter((line) -> line.contains("Undelivered: "))).hasSize(20);
	}

	@Test
	void stopWaitsForRunningHandlersAllTheSame(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.redelivery.start();
		this.running.set(1);
		this.redelivery.stop();
		assertThat(output).contains("1 activity handlers are still running at shutdown; reports that SWF does not "
				+ "accept are kept for the next start");
	}

	@Test
	void closeTriesNothingAfterTheTimeout(CapturedOutput output) {
		this.redelivery = redelivery(LONG, LONG, SHORT);
		this.redelivery.start();
		this.running.set(1);
		this.redelivery.stop();
		this.running.set(0);
		this.swf.answers(ScriptedSwf.THROTTLED);
		report("t1");
		this.redelivery.close();
		assertThat(this.journal.size()).isOne();
		assertThat(this.swf.calls()).hasSize(1);
		assertThat(output).contains("1 reports are undelivered at shutdown and kept for the next start");
	}

}
