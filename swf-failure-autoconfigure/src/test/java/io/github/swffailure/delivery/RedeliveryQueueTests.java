// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.ListJournal;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.Backoff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedeliveryQueueTests {

	private static final Delivery DEFERRED = new Delivery(ReportOutcome.DEFERRED, false, Duration.ZERO, null);

	@Test
	@Timeout(60)
	void freshReportDoesNotWaitUntilAllThatAreNotDueHaveBeenRead() throws InterruptedException {
		TaskReport sick = OrderFailures.of("sick");
		ListJournal endless = new ListJournal() {

			@Override
			public Stream<TaskReport> reports() {
				return Stream.generate(() -> sick);
			}

		};
		endless.add(sick);
		endless.add(OrderFailures.of("fresh"));
		RedeliveryQueue queue = new RedeliveryQueue(endless, new CircuitBreaker(System::nanoTime),
				new Backoff(Duration.ofMillis(10), Duration.ofHours(1)));
		for (int i = 0; i < 30; i++) {
			queue.done(sick, DEFERRED);
		}
		queue.add(OrderFailures.of("fresh"), DEFERRED);
		assertThat(queue.take(() -> true)).isEqualTo(OrderFailures.of("fresh"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 0, 0.5", "0, 1, 3, 3", "2, 1, 0, 2", "0, 1, 600, 60", "0, 7200, 0, 60", "90, 1, 600, 90" })
	void journalIsLookedAtEachMinuteHoweverLongReportsWait(double reading, double firstWait, double untilDue,
			double pause) {
		assertThat(RedeliveryQueue.pause(nanos(reading), nanos(firstWait), nanos(untilDue))).isEqualTo(nanos(pause));
	}

	private static long nanos(double seconds) {
		return (long) (seconds * 1e9);
	}

}
