// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Takes over the files of workers that have ended, by renaming each, which only one
 * worker can do: at most {@value #BATCH} at a time, no more than there is room for, and
 * none that belongs elsewhere. Not safe for use by several threads.
 */
final class TakeOver {

	static final int BATCH = 3_000;

	/**
	 * How long tasks count as running although the lock file of their worker is gone: a
	 * live worker creates it again when it next reads the journal.
	 */
	static final Duration GRACE = Duration.ofMinutes(5);

	private final WorkerFiles files;

	private final LeftAloneFiles leftAlone;

	private final JournalCapacity capacity;

	private final IntSupplier size;

	private final Clock clock;

	private final Map<String, Instant> lockless = new HashMap<>();

	private int left;

	private boolean unfinished;

	TakeOver(WorkerFiles files, LeftAloneFiles leftAlone, JournalCapacity capacity, IntSupplier size, Clock clock) {
		this.files = files;
		this.leftAlone = leftAlone;
		this.capacity = capacity;
		this.size = size;
		this.clock = clock;
	}

	/** Starts a batch. */
	void begin() {
		this.left = BATCH;
		this.unfinished = false;
	}

	/** Forgets all files except those in the directory. */
	void forgetAllBut(List<String> names) {
		this.leftAlone.retain(names);
	}

	/** Whether there is room for a file; if not, this is unfinished. */
	boolean hasRoomFor(JournalFile file) {
		boolean room = room(file.kind() == JournalFile.Kind.RUNNING) > 0;
		this.unfinished |= !room;
		return room;
	}

	/** A tenth of the capacity stays free for failures of this worker and for crashes. */
	private int room(boolean running) {
		int kept = this.size.getAsInt();
		return running ? this.capacity.capacity() - kept : this.capacity.roomForOthers(kept);
	}

	boolean isUnfinished() {
		return this.unfinished;
	}

	boolean isBatchUsedUp() {
		return this.left <= 0;
	}

	/**
	 * Takes over as many files as the batch and the room allow.
	 * @param others file names by worker, the oldest first
	 * @param adopt called with each file that now belongs to this worker
	 */
	void run(Map<String, List<String>> others, Consumer<JournalFile> adopt) {
		this.lockless.keySet().retainAll(others.keySet());
		for (Map.Entry<String, List<String>> other : others.entrySet()) {
			try {
				inherit(other.getKey(), other.getValue(), adopt);
			}
			catch (AccessDeniedException ex) {
				this.files.ignore(LockFile.nameOf(other.getKey()), ex);
			}
			catch (IOException ex) {
				this.files.health().begins("read", ex);
			}
		}
	}

	private void inherit(String owner, List<String> names, Consumer<JournalFile> adopt) throws IOException {
		LockFile lock = LockFile.inherit(this.files.directory(), owner);
		if (lock == null) {
			this.lockless.remove(owner);
			return;
		}
		List<JournalFile> taken = new ArrayList<>();
		boolean complete = false;
		try {
			boolean crashed = lock.isLocked() || names.stream().noneMatch(TakeOver::isRunning) || isOverdue(owner);
			complete = claimAll(names, crashed, taken);
		}
		finally {
			lock.end(complete);
			taken.forEach(adopt);
		}
		this.files.health().tookOver(owner, taken.size(), complete);
	}

	/** Whether the tasks of a worker without a lock file count as crashed. */
	private boolean isOverdue(String owner) {
		Instant now = this.clock.instant();
		Instant since = this.lockless.merge(owner, now, (first, later) -> first.isAfter(later) ? later : first);
		return !now.isBefore(since.plus(GRACE));
	}

	private static boolean isRunning(String name) {
		return name.contains(".running");
	}

	/** Returns whether no files of the worker are left. */
	private boolean claimAll(List<String> names, boolean crashed, List<JournalFile> taken) {
		boolean complete = true;
		for (String name : urgentFirst(names)) {
			if (isBatchUsedUp() || room(isRunning(name)) <= taken.size()) {
				this.unfinished = true;
				return false;
			}
			complete &= (crashed || !isRunning(name)) && claim(name, taken);
		}
		return complete;
	}

	/**
	 * Puts crashed tasks before the backlog, except those that also have a report in it,
	 * which replaces the crash.
	 */
	private static List<String> urgentFirst(List<String> names) {
		List<String> urgent = new ArrayList<>(names.stream().filter(TakeOver::isRunning).toList());
		if (urgent.isEmpty()) {
			return names;
		}
		Set<String> keys = names.stream()
			.filter((name) -> !isRunning(name))
			.map(JournalFile::keyIn)
			.collect(Collectors.toSet());
		urgent.removeIf((name) -> keys.contains(JournalFile.keyIn(name)));
		Set<String> first = new LinkedHashSet<>(urgent);
		first.addAll(names);
		return List.copyOf(first);
	}

	private boolean claim(String name, List<JournalFile> taken) {
		JournalFile theirs = JournalFile.parse(name);
		if (theirs == null || this.files.isIgnored(name) || this.leftAlone.contains(name)) {
			return theirs == null;
		}
		this.left--;
		try {
			ReportAddress address = addressOf(name);
			if (this.leftAlone.leave(name, address)) {
				return false;
			}
			JournalFile ours = theirs.ownedBy(this.files.owner());
			this.files.directory().move(name, ours.name());
			taken.add(ours);
		}
		catch (NoSuchFileException ex) {
			// Another worker was faster, or the file was never complete: nothing is left
		}
		catch (IOException ex) {
			this.files.health().begins("read", ex);
			return false;
		}
		return true;
	}

	private @Nullable ReportAddress addressOf(String name) throws IOException {
		try {
			return this.files.directory().read(name).address();
		}
		catch (ReportContent.UnreadableFileException ex) {
			if (JournalFile.isUnfinished(name)) {
				this.files.setAside(name, ex);
				throw new NoSuchFileException(name);
			}
			return null;
		}
	}

}
