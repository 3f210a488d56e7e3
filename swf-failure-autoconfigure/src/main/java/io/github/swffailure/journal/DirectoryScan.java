package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is in the directory: finds the files of this worker again, and takes over
 * those of workers that have ended, by renaming each, which only one worker succeeds in.
 * Of tasks that ran when their worker ended, the crash is to be reported.
 * <p>
 * One look takes over at most {@value #BATCH} files, and never more than there is room
 * for. The rest is for later looks.
 */
final class DirectoryScan {

	static final int BATCH = 1_000;

	/**
	 * How long tasks count as running although the lock of their worker is gone. A worker
	 * that lives makes its lock anew within a minute.
	 */
	static final Duration GRACE = Duration.ofMinutes(5);

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final ExpiredFiles expired;

	private final LeftAloneFiles leftAlone;

	private final InFlightTasks.RunningFiles running;

	private final IntSupplier room;

	private final Clock clock;

	private final Set<String> foreign = new HashSet<>();

	private final Map<String, Instant> lockless = new HashMap<>();

	private boolean unfinished;

	private boolean usedUp;

	DirectoryScan(WorkerFiles files, ExpiredFiles expired, LeftAloneFiles leftAlone, InFlightTasks.RunningFiles running,
			IntSupplier room) {
		this.files = files;
		this.kept = expired.kept();
		this.expired = expired;
		this.leftAlone = leftAlone;
		this.running = running;
		this.room = room;
		this.clock = expired.clock();
	}

	/** Looks for the first time, without deciding what belongs where. */
	void begin() {
		run(new Look(false));
	}

	/**
	 * Looks once.
	 * @return the files that were taken over
	 */
	List<JournalFile> run() {
		return run(new Look(true));
	}

	private synchronized List<JournalFile> run(Look look) {
		try {
			this.files.lock().renew(this.clock.instant());
			this.running.touch(this.clock.instant());
			List<String> names = this.files.directory().names();
			names.forEach(look::sort);
			this.leftAlone.retain(names);
			this.expired.counted(look.expired);
			this.lockless.keySet().retainAll(look.others.keySet());
			for (Map.Entry<String, List<String>> other : look.others.entrySet()) {
				look.takeOver(other.getKey(), other.getValue());
			}
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
		}
		this.unfinished = look.unfinished;
		this.usedUp = look.left <= 0;
		return look.taken;
	}

	/** Looks again if the last look has left something to take over. */
	synchronized List<JournalFile> goOn() {
		List<JournalFile> taken = List.of();
		for (boolean again = this.unfinished; again; again = taken.isEmpty() && this.usedUp) {
			taken = run();
		}
		return taken;
	}

	/** Its age counts from the crash being found; without room, from the start. */
	private void convert(JournalFile crashed) {
		boolean known = this.kept.index().get(crashed.key()) != null;
		TaskFailure crash = known ? null : this.kept.read(crashed);
		if (known || (crash != null && this.kept.write(KeptFiles.at(this.clock, crash), false))) {
			this.files.delete(crashed);
		}
		else if (crash != null && this.files.move(crashed.name(), crashed.as(JournalFile.Kind.UNSENT).name())) {
			this.kept.adopt(crashed.as(JournalFile.Kind.UNSENT));
		}
	}

	/** Whether the tasks of a worker without a lock can be taken for crashed. */
	private boolean isOverdue(String owner) {
		Instant now = this.clock.instant();
		Instant since = this.lockless.merge(owner, now, (first, later) -> first.isAfter(later) ? later : first);
		return !now.isBefore(since.plus(GRACE));
	}

	/** What one look finds and does. */
	private final class Look {

		private final Map<String, List<String>> others = new LinkedHashMap<>();

		private final List<JournalFile> taken = new ArrayList<>();

		private final boolean decides;

		private int left = BATCH;

		private int expired;

		private boolean unfinished;

		private Look(boolean decides) {
			this.decides = decides;
		}

		private void sort(String name) {
			JournalFile file = JournalFile.parse(name);
			String locked = WorkerLock.ownerOf(name);
			String owner = DirectoryScan.this.files.owner();
			if (file != null && file.kind() == JournalFile.Kind.EXPIRED) {
				this.expired++;
			}
			else if (file != null && file.owner().equals(owner)) {
				adopt(name, file);
			}
			else if (file != null) {
				this.others.computeIfAbsent(file.owner(), (other) -> new ArrayList<>()).add(name);
			}
			else if (locked != null && !locked.equals(owner)) {
				this.others.computeIfAbsent(locked, (other) -> new ArrayList<>());
			}
			else if (locked == null && !JournalFile.isAccessory(name) && DirectoryScan.this.foreign.add(name)) {
				DirectoryScan.this.files.health().foreign(name);
			}
		}

		/**
		 * A file of our own that we do not know: put back by hand, or not yet converted.
		 */
		private void adopt(String name, JournalFile file) {
			if (JournalFile.isUnfinished(name) || DirectoryScan.this.running.contains(file)
					|| file.equals(DirectoryScan.this.kept.index().get(file.key()))) {
				return;
			}
			if (DirectoryScan.this.files.isDeleting(file)) {
				DirectoryScan.this.files.delete(file);
			}
			else if (DirectoryScan.this.room.getAsInt() <= 0) {
				this.unfinished = true;
			}
			else if (file.kind() == JournalFile.Kind.RUNNING) {
				convert(file);
			}
			else {
				DirectoryScan.this.kept.adopt(file);
			}
		}

		private void takeOver(String owner, List<String> names) throws IOException {
			WorkerLock.LockFile inherited = WorkerLock.inherit(DirectoryScan.this.files.directory(), owner);
			if (inherited == null) {
				DirectoryScan.this.lockless.remove(owner);
				return;
			}
			int before = this.taken.size();
			boolean complete = false;
			try {
				complete = claimAll(names,
						inherited.isLocked() || names.stream().noneMatch(Look::isRunning) || isOverdue(owner));
			}
			finally {
				inherited.end(complete);
			}
			DirectoryScan.this.files.health().tookOver(owner, this.taken.size() - before);
		}

		private static boolean isRunning(String name) {
			return name.contains(".running");
		}

		private boolean claimAll(List<String> names, boolean crashed) throws IOException {
			boolean complete = true;
			for (String name : names) {
				if (this.left <= 0 || DirectoryScan.this.room.getAsInt() <= 0) {
					this.unfinished = true;
					return false;
				}
				complete &= (crashed || !isRunning(name)) && claim(name);
			}
			return complete;
		}

		/** Takes a file over, unless it belongs elsewhere. */
		private boolean claim(String name) throws IOException {
			JournalFile theirs = JournalFile.parse(name);
			if (theirs == null || DirectoryScan.this.leftAlone.contains(name)) {
				return theirs == null;
			}
			this.left--;
			try {
				ReportAddress address = addressOf(name);
				if ((address != null && !this.decides) || DirectoryScan.this.leftAlone.leave(name, address)) {
					return false;
				}
				JournalFile ours = theirs.ownedBy(DirectoryScan.this.files.owner());
				DirectoryScan.this.files.directory().move(name, ours.name());
				this.taken.add(ours);
				adopt(ours.name(), ours);
			}
			catch (NoSuchFileException ex) {
				// Another worker was faster, or it was never finished, which is as good
			}
			return true;
		}

		private @Nullable ReportAddress addressOf(String name) throws IOException {
			try {
				return DirectoryScan.this.files.directory().read(name).address();
			}
			catch (FailureText.UnreadableFileException ex) {
				if (JournalFile.isUnfinished(name)) {
					DirectoryScan.this.files.setAside(name, ex);
					throw new NoSuchFileException(name);
				}
				return null;
			}
		}

	}

}
