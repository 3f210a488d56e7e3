package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The last attempt before the process ends: waits for reports under way, goes over the
 * journal, and logs what is left. A journal in memory is gone over until the time is up;
 * a durable one until SWF throttles or is out of reach, since what is left there waits
 * for the next start.
 */
final class ShutdownDrain {

	private static final Logger logger = LoggerFactory.getLogger(ShutdownDrain.class);

	private static final int MOST_NAMED = 20;

	private final DeliveryLine line;

	private final Redelivery redelivery;

	private final Duration timeout;

	private int logged;

	ShutdownDrain(DeliveryLine line, Redelivery redelivery, Duration timeout) {
		this.line = line;
		this.redelivery = redelivery;
		this.timeout = timeout;
	}

	void after(Thread redeliveryThread) {
		Backoff.Loop waits = Backoff.ofMillis(50, 1_000).until(this.timeout);
		boolean interrupted = Thread.interrupted();
		try {
			TimeUnit.NANOSECONDS.timedJoin(redeliveryThread, waits.timeLeft().toNanos());
			int before = this.line.journal().size();
			deliver(waits);
			logRemaining(before);
		}
		catch (InterruptedException ex) {
			interrupted = true;
			logRemaining(this.line.journal().size());
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void deliver(Backoff.Loop waits) {
		while (isUnfinished() && waits.hasTime()) {
			boolean idle = this.line.isIdle();
			boolean answered = this.redelivery.run(waits::hasTime);
			if ((idle && (answered || this.line.journal().isDurable())) || !waits.pause()) {
				return;
			}
		}
	}

	/** Handlers may outlive the drain, and fail. */
	void logLateOnes() {
		if (this.line.journal().size() > this.logged) {
			logRemaining(this.line.journal().size());
		}
	}

	private boolean isUnfinished() {
		return this.line.journal().size() > 0 || !this.line.isIdle();
	}

	private static String fateOfRemaining(FailureJournal journal) {
		if (journal.isDurable()) {
			return "kept for the next start";
		}
		String problem = journal.problem();
		return (problem != null) ? "lost unless written before: " + problem : "lost, as the journal is in memory";
	}

	private void logRemaining(int before) {
		FailureJournal journal = this.line.journal();
		int left = journal.size();
		this.logged = left;
		if (left == 0) {
			logger.debug("Nothing is undelivered at shutdown; {} reports were delivered last", before);
			return;
		}
		Level level = journal.isDurable() ? Level.INFO : Level.WARN;
		logger.atLevel(level)
			.log("{} reports are undelivered at shutdown and {}; {} were delivered last", left,
					fateOfRemaining(journal), Math.max(0, before - left));
		try (Stream<TaskFailure> failures = journal.failures()) {
			failures.limit(MOST_NAMED)
				.forEach((failure) -> logger.atLevel(level)
					.log("Undelivered: {} of {}", failure.origin().simpleName(), failure.task()));
		}
	}

}
