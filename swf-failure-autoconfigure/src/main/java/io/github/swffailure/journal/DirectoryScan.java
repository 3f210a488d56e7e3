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
 * Looks at what is in the directory: finds the files of this worker again, and has those
 * of workers that have ended taken over. Of tasks that ran when their worker ended, the
 * crash is to be reported.
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

	/** Looks once. */
	synchronized void run() {
		this.found.clear();
		look();
	}

	/** Looks, unless that was lately, or takes more than a tenth of the time. */
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
	 * Looks again if the last look has left something to take over.
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

	/** Finds our own files again. Returns those of others, by their workers. */
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
	 * A file of our own that we do not know: taken over, put back, or not yet converted.
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

	/** Its age counts from the crash being found; without room, from the start. */
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
