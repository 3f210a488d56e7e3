package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.swffailure.TaskFailure;

/**
 * Looks at what is in the directory: finds the files of this worker again, and takes over
 * those of workers that have ended, by renaming each, which only one worker succeeds in.
 * Of tasks that ran when their worker ended, the crash is to be reported.
 */
final class DirectoryScan {

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final InFlightTasks.RunningFiles running;

	private final Clock clock;

	private final Set<String> foreign = new HashSet<>();

	DirectoryScan(WorkerFiles files, KeptFiles kept, InFlightTasks.RunningFiles running, Clock clock) {
		this.files = files;
		this.kept = kept;
		this.running = running;
		this.clock = clock;
	}

	synchronized void run() {
		try {
			Map<String, List<String>> others = new LinkedHashMap<>();
			this.files.directory().names().forEach((name) -> sort(name, others));
			for (Map.Entry<String, List<String>> other : others.entrySet()) {
				takeOver(other.getKey(), other.getValue());
			}
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
		}
	}

	private void sort(String name, Map<String, List<String>> others) {
		JournalFile file = JournalFile.parse(name);
		String locked = WorkerLock.ownerOf(name);
		if (file != null && file.owner().equals(this.files.owner())) {
			adopt(name, file);
		}
		else if (file != null) {
			others.computeIfAbsent(file.owner(), (owner) -> new ArrayList<>()).add(name);
		}
		else if (locked != null && !locked.equals(this.files.owner())) {
			others.computeIfAbsent(locked, (owner) -> new ArrayList<>());
		}
		else if (locked == null && !JournalFile.isAccessory(name) && this.foreign.add(name)) {
			this.files.health().foreign(name);
		}
	}

	/** A file of our own that we do not know: put back by hand, or not yet converted. */
	private void adopt(String name, JournalFile file) {
		if (JournalFile.isUnfinished(name) || this.running.contains(file)) {
			return;
		}
		if (this.files.isDeleting(file)) {
			this.files.delete(file);
		}
		else if (file.kind() == JournalFile.Kind.RUNNING) {
			convert(file);
		}
		else {
			this.kept.adopt(file);
		}
	}

	private void takeOver(String owner, List<String> names) throws IOException {
		try (WorkerLock.LockFile inherited = WorkerLock.inherit(this.files.directory(), owner)) {
			if (inherited == null) {
				return;
			}
			for (String name : names) {
				claim(name);
			}
			this.files.health().tookOver(owner, names.size());
		}
	}

	private void claim(String name) throws IOException {
		JournalFile theirs = JournalFile.parse(name);
		if (theirs == null || (JournalFile.isUnfinished(name) && !isWhole(name))) {
			return;
		}
		JournalFile ours = theirs.ownedBy(this.files.owner());
		try {
			this.files.directory().move(name, ours.name());
			adopt(ours.name(), ours);
		}
		catch (NoSuchFileException ex) {
			// Another worker was faster, which is as good
		}
	}

	private boolean isWhole(String name) throws IOException {
		try {
			this.files.directory().read(name);
			return true;
		}
		catch (FailureText.UnreadableFileException ex) {
			this.files.setAside(name, ex);
			return false;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/** Its age counts from the crash being found; without room, from the start. */
	private void convert(JournalFile running) {
		boolean known = this.kept.index().get(running.key()) != null;
		TaskFailure crash = known ? null : this.kept.read(running);
		if (known || (crash != null && this.kept.write(foundNow(crash)))) {
			this.files.delete(running);
		}
		else if (crash != null && this.files.move(running.name(), running.asFailure().name())) {
			this.kept.adopt(running.asFailure());
		}
	}

	private TaskFailure foundNow(TaskFailure crash) {
		return new TaskFailure(crash.task(), crash.description(), crash.origin(),
				this.clock.instant().truncatedTo(ChronoUnit.MILLIS));
	}

}
