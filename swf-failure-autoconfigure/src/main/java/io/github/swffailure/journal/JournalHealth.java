// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The current problem of the directory, logged once until it is over, and the number of
 * reports lost through it. It is over when no report waits in memory and a file as large
 * as the largest refused one could be written: otherwise a disk with room only for small
 * files would be logged again with each large one.
 */
final class JournalHealth {

	private static final Logger logger = LoggerFactory.getLogger(DirectoryFailureJournal.class);

	private static final int MOST_NAMES = 3;

	private final Path directory;

	private final IntSupplier waiting;

	private final AtomicLong losses = new AtomicLong();

	private final Set<String> dead = new HashSet<>();

	private volatile @Nullable String problem;

	private int refused;

	JournalHealth(Path directory, IntSupplier waiting) {
		this.directory = directory;
		this.waiting = waiting;
	}

	@Nullable String problem() {
		return this.problem;
	}

	/** Bytes of the largest file that could not be written since the problem began. */
	synchronized int refused() {
		return this.refused;
	}

	long losses() {
		return this.losses.get();
	}

	void lost() {
		this.losses.incrementAndGet();
	}

	void begins(String what, Exception cause) {
		begins(what, cause, 0);
	}

	synchronized void begins(String what, Exception cause, int size) {
		String text = "Failure journal directory '" + this.directory + "' cannot be " + what + ": " + cause;
		boolean first = this.problem == null;
		this.problem = text;
		this.refused = Math.max(this.refused, size);
		if (first) {
			logger.error("{}. Failures are kept in memory in the meantime, and a restart would lose them", text);
		}
		else {
			logger.debug("{}", text);
		}
	}

	void written(int size) {
		if (this.problem != null && this.waiting.getAsInt() == 0) {
			endsWith(size);
		}
	}

	private synchronized void endsWith(int size) {
		if (this.problem != null && size >= this.refused) {
			this.problem = null;
			this.refused = 0;
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
		logger.warn("File '{}' has vanished from failure journal directory '{}' before it was reported to SWF", name,
				this.directory);
	}

	/** Logs only the first and the last batch of a worker at INFO. */
	synchronized void tookOver(String owner, int files, boolean complete) {
		boolean first = files > 0 && this.dead.add(owner);
		boolean last = complete && this.dead.remove(owner);
		logger.atLevel((first || last) ? Level.INFO : Level.DEBUG)
			.log("{} files of worker {}, which has ended, are taken over in failure journal directory '{}'{}", files,
					owner, this.directory, complete ? "" : "; others are left, perhaps for lack of room");
	}

	/** Logs that the location of the directory is unsafe, if it is. */
	void warnOf(@Nullable String openParent, @Nullable String volume) {
		if (openParent != null) {
			logger.warn("The directory above failure journal directory '{}' can be written to by others ({}), who could"
					+ " replace it: choose one that only its owner can write to", this.directory, openParent);
		}
		if (volume != null) {
			logger.warn("Failure journal directory '{}' is on {}, where file locks do not reach other hosts: give"
					+ " each host its own directory", this.directory, volume);
		}
	}

	void ignored(String name, Exception reason) {
		lost();
		logger.error(
				"File '{}' in failure journal directory '{}' can be neither read, {}, nor set aside: it is ignored",
				name, this.directory, reason.getMessage());
	}

	void lockVanished(String owner) {
		logger.warn(
				"The lock of worker {} has vanished from failure journal directory '{}' and is created again: others"
						+ " could take this worker for dead, so make sure that nothing deletes files there",
				owner, this.directory);
	}

	void belongsElsewhere(String name, ReportAddress address, @Nullable ReportAddress own) {
		logger.warn(
				"File '{}' in failure journal directory '{}' belongs to {} and is left alone, like all such files:"
						+ " this worker reports to {}. A worker there delivers it",
				name, this.directory, address, (own != null) ? own : "an unknown region");
	}

	void foreign(List<String> names) {
		logger.warn("{} in failure journal directory '{}' {} not part of the journal and left alone: {}{}",
				(names.size() > 1) ? names.size() + " files" : "A file", this.directory,
				(names.size() > 1) ? "are" : "is",
				names.stream().limit(MOST_NAMES).map(SafeText::oneLine).collect(Collectors.joining("', '", "'", "'")),
				(names.size() > MOST_NAMES) ? " and others" : "");
	}

}
