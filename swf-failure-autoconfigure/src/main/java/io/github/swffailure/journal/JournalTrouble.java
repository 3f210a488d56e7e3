package io.github.swffailure.journal;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is wrong with the directory now, logged once until it is over, and what was lost
 * by it.
 */
final class JournalTrouble {

	private static final Logger logger = LoggerFactory.getLogger(DirectoryFailureJournal.class);

	private final Path directory;

	private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

	private final AtomicLong losses = new AtomicLong();

	JournalTrouble(Path directory) {
		this.directory = directory;
	}

	@Nullable String problem() {
		return this.problem.get();
	}

	long losses() {
		return this.losses.get();
	}

	void lost() {
		this.losses.incrementAndGet();
	}

	void begins(String what, Exception cause) {
		String text = "Failure journal directory '" + this.directory + "' cannot be " + what + ": " + cause;
		if (this.problem.getAndSet(text) == null) {
			logger.error("{}. Failures are kept in memory until it can, and a restart would lose them", text);
		}
		else {
			logger.debug("{}", text);
		}
	}

	void isOver() {
		if (this.problem.get() != null && this.problem.getAndSet(null) != null) {
			logger.info("Failure journal directory '{}' can be used again", this.directory);
		}
	}

	void setAside(String name, String newName, Exception reason) {
		lost();
		logger.error("File '{}' in failure journal directory '{}' cannot be read, {}: it is set aside as '{}'", name,
				this.directory, reason.getMessage(), newName);
	}

	void vanished(String name) {
		lost();
		logger.warn("File '{}' has vanished from failure journal directory '{}' before SWF was told", name,
				this.directory);
	}

	void tookOver(String owner, int files) {
		Level level = (files > 0) ? Level.INFO : Level.DEBUG;
		logger.atLevel(level)
			.log("{} files of worker {}, which has ended, are taken over in failure journal directory '{}'", files,
					owner, this.directory);
	}

	void foreign(String name) {
		logger.warn("File '{}' in failure journal directory '{}' is not one of the journal's and is left alone", name,
				this.directory);
	}

}
