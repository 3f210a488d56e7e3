package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The last attempt before the process ends: waits for reports under way, goes over the
 * journal, and says what is left. A journal in memory is gone over until the time is up;
 * a durable one until SWF throttles or is out of reach, since what is left there waits
 * for the next start.
 */
final class Drain {

	private static final Logger logger = LoggerFactory.getLogger(Drain.class);

	private static final int MOST_NAMED = 20;

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

	private final DeliveryLine line;

	private final RedeliveryRun run;

	private final Duration timeout;

	private int told;

	Drain(DeliveryLine line, RedeliveryRun run, Duration timeout) {
		this.line = line;
		this.run = run;
		this.timeout = timeout;
	}

	void after(Thread redelivery) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		boolean interrupted = Thread.interrupted();
		try {
			TimeUnit.NANOSECONDS.timedJoin(redelivery, deadline - System.nanoTime());
			int before = this.line.journal().size();
			deliverUntil(deadline);
			tellWhatIsLeft(before);
		}
		catch (InterruptedException ex) {
			interrupted = true;
			tellWhatIsLeft(this.line.journal().size());
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void deliverUntil(long deadline) throws InterruptedException {
		Backoff pauses = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current());
		while (isUnfinished() && isBefore(deadline)) {
			boolean idle = this.line.isIdle();
			boolean answered = this.run.run(() -> isBefore(deadline));
			if (idle && (answered || this.line.journal().isDurable())) {
				return;
			}
			TimeUnit.NANOSECONDS.sleep(pauses.next().toNanos());
		}
	}

	/** Handlers may outlive the drain, and fail. */
	void tellLateOnes() {
		if (this.line.journal().size() > this.told) {
			tellWhatIsLeft(this.line.journal().size());
		}
	}

	boolean isDurable() {
		return this.line.journal().isDurable();
	}

	private boolean isUnfinished() {
		return this.line.journal().size() > 0 || !this.line.isIdle();
	}

	private static boolean isBefore(long deadline) {
		return System.nanoTime() - deadline < 0;
	}

	private static String fateOfWhatIsLeft(FailureJournal journal) {
		if (journal.isDurable()) {
			return "kept for the next start";
		}
		String problem = journal.problem();
		return (problem != null) ? "lost unless written before: " + problem : "lost, as the journal is in memory";
	}

	private void tellWhatIsLeft(int before) {
		FailureJournal journal = this.line.journal();
		int left = journal.size();
		this.told = left;
		if (left == 0) {
			logger.debug("Nothing is undelivered at shutdown; {} reports were delivered last", before);
			return;
		}
		Level level = journal.isDurable() ? Level.INFO : Level.WARN;
		logger.atLevel(level)
			.log("{} reports are undelivered at shutdown and {}; {} were delivered last", left,
					fateOfWhatIsLeft(journal), Math.max(0, before - left));
		try (Stream<TaskFailure> failures = journal.failures()) {
			failures.limit(MOST_NAMED)
				.forEach((failure) -> logger.atLevel(level)
					.log("Undelivered: {} of {}", failure.origin().simpleName(), failure.task()));
		}
	}

}
