// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * A line with redelivery, and the SWF at its end.
 */
abstract class RedeliveryFixture {

	static final Duration SHORT = Duration.ofMillis(20);

	static final Duration LONG = Duration.ofMinutes(10);

	final ScriptedSwf swf = new ScriptedSwf();

	final SwfClient client = this.swf.clientWithoutRetries();

	final FailureJournal journal = newJournal();

	final RecordingListener listener = new RecordingListener();

	final DeliveryLine line = new DeliveryLine(() -> this.client, Duration.ofSeconds(6), this.journal,
			this.listener.alone(), (details) -> details);

	final AtomicInteger running = new AtomicInteger();

	Redelivery redelivery = redelivery(SHORT, LONG, Duration.ofSeconds(5));

	@AfterEach
	void close() {
		this.redelivery.close();
		this.client.close();
		this.swf.close();
	}

	FailureJournal newJournal() {
		return new InMemoryFailureJournal(1_000);
	}

	Redelivery redelivery(Duration initialDelay, Duration maxDelay, Duration shutdownTimeout) {
		return new Redelivery(this.line,
				new Redelivery.Settings(initialDelay, maxDelay, Duration.ofDays(3_000), 200, 4),
				new Redelivery.Shutdown(shutdownTimeout, this.running::get,
						() -> List.of(ActivityTask.ofToken("running"))),
				Clock.systemUTC());
	}

	ReportOutcome report(String token) {
		TaskFailureReporter reporter = this.line.reporter((task, failure) -> new FailureDescription("disk", ""),
				(text) -> text, DeliveryLine.Limits.OF_SWF, Clock.systemUTC());
		return reporter.report(OrderFailures.task(token), new IOException());
	}

}
