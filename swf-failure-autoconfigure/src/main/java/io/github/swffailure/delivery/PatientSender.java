package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;

/**
 * Sends a report for which the journal has no room: since it would be lost, its handler
 * waits for the whole attempt timeout until SWF takes it or the journal has room. That
 * slows handlers down to what SWF accepts while a storm lasts.
 */
final class PatientSender {

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

	private final SwfSender sender;

	private final GuardedJournal journal;

	PatientSender(SwfSender sender, GuardedJournal journal) {
		this.sender = sender;
		this.journal = journal;
	}

	SwfAnswer send(TaskFailure failure) {
		long deadline = System.nanoTime() + this.sender.attemptTimeout().toNanos();
		Backoff pauses = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
		SwfAnswer answer = this.sender.send(failure, false, this.sender.attemptTimeout());
		while (answer.outcome() == ReportOutcome.DEFERRED && pause(pauses, deadline) && !this.journal.keep(failure)) {
			answer = this.sender.send(failure, true, Duration.ofNanos(deadline - System.nanoTime()));
		}
		return answer;
	}

	private static boolean pause(Backoff pauses, long deadline) {
		try {
			TimeUnit.NANOSECONDS.sleep(pauses.next().toNanos());
			return deadline - System.nanoTime() > 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
