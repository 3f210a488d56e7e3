// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.swffailure.TaskReport;

/**
 * Scans the directory: finds files of this worker that are not in the index, and takes
 * over those of workers that have ended. Tasks that were running when their worker ended
 * become crash reports.
 */
final class DirectoryScan {

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final ExpiredFiles expired;

	private final TakeOver takeOver;

	private final RunningFiles running;

	private final Clock clock;

	private Set<String> foreign = Set.of();

	private final List<JournalFile> found = new ArrayList<>();

	private long nextRun;

	DirectoryScan(KeptFiles kept, ExpiredFiles expired, TakeOver takeOver, RunningFiles running, Clock clock) {
		this.kept = kept;
		this.files = kept.files();
		this.expired = expired;
		this.takeOver = takeOver;
		this.running = running;
		this.clock = clock;
	}

	/** Scans now. */
	synchronized void run() {
		this.found.clear();
		look();
	}

	/** Scans, but at most once a second and for at most a tenth of the time. */
	synchronized void runAgain() {
		if (this.nextRun - System.nanoTime() <= 0) {
			this.found.addAll(look());
		}
	}

	private List<JournalFile> look() {
		long start = System.nanoTime();
		List<JournalFile> taken = new ArrayList<>();
		this.takeOver.begin();
		try {
			this.files.lock().renew(this.clock.instant());
			this.running.touch(this.clock.instant());
			Map<String, List<String>> others = sort(this.files.directory().names());
			this.takeOver.run(others, (file) -> {
				taken.add(file);
				adopt(file);
			});
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
		}
		long end = System.nanoTime();
		this.nextRun = end + Math.max(SHORTEST_PAUSE.toNanos(), 10 * (end - start));
		return taken;
	}

	/**
	 * Scans again if the last scan has left files to take over.
	 * @return the files that were taken over since {@link #run()}
	 */
	synchronized List<JournalFile> goOn() {
		List<JournalFile> taken = List.copyOf(this.found);
		this.found.clear();
		if (!taken.isEmpty()) {
			return taken;
		}
		boolean again = this.takeOver.isUnfinished();
		while (again) {
			taken = look();
			again = taken.isEmpty() && this.takeOver.isBatchUsedUp();
		}
		return taken;
	}

	/** Adopts files of this worker. Returns those of other workers, by worker. */
	private Map<String, List<String>> sort(List<String> names) {
		Map<String, List<String>> others = new LinkedHashMap<>();
		Set<String> foreignFiles = new TreeSet<>();
		int expiredFiles = 0;
		for (String name : names) {
			JournalFile file = JournalFile.parse(name);
			if (file == null) {
				sortOther(name, others, foreignFiles);
			}
			else if (file.kind() == JournalFile.Kind.EXPIRED) {
				expiredFiles++;
			}
			else if (!file.owner().equals(this.files.owner())) {
				others.computeIfAbsent(file.owner(), (owner) -> new ArrayList<>()).add(name);
			}
			else if (!JournalFile.isUnfinished(name)) {
				adopt(file);
			}
		}
		this.expired.counted(expiredFiles);
		logNew(foreignFiles);
		this.takeOver.forgetAllBut(names);
		return others;
	}

	private void logNew(Set<String> foreignFiles) {
		if (!this.foreign.containsAll(foreignFiles)) {
			this.files.health().foreign(List.copyOf(foreignFiles));
		}
		this.foreign = foreignFiles;
	}

	private void sortOther(String name, Map<String, List<String>> others, Set<String> foreignFiles) {
		String locked = LockFile.ownerOf(name);
		if (locked != null && !locked.equals(this.files.owner())) {
			others.computeIfAbsent(locked, (owner) -> new ArrayList<>());
		}
		else if (locked == null && !JournalFile.isAccessory(name)) {
			foreignFiles.add(name);
		}
	}

	/**
	 * A file of this worker that is not in the index: taken over, put back by an
	 * operator, or still to be converted.
	 */
	private void adopt(JournalFile file) {
		if (this.files.isIgnored(file.name()) || this.running.contains(file)
				|| file.equals(this.kept.index().get(file.key()))) {
			return;
		}
		if (this.files.isDeleting(file)) {
			this.files.delete(file);
		}
		else if (this.takeOver.hasRoomFor(file)) {
			if (file.kind() == JournalFile.Kind.RUNNING) {
				convert(file);
			}
			else {
				this.kept.adopt(file);
			}
		}
	}

	/** Its age counts from now; if it cannot be written anew, from the task's start. */
	private void convert(JournalFile crashed) {
		boolean known = this.kept.index().get(crashed.key()) != null;
		TaskReport crash = known ? null : this.kept.read(crashed);
		JournalFile unsent = crashed.as(JournalFile.Kind.UNSENT);
		if (known || (crash != null && this.kept.write(KeptFiles.at(this.clock, crash), false))) {
			this.files.delete(crashed);
		}
		else if (crash != null && this.files.move(crashed.name(), unsent.name())) {
			this.kept.adopt(unsent);
		}
	}

}
