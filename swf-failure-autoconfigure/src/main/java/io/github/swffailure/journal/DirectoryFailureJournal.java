package io.github.swffailure.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * Keeps failures in a directory, one readable file each, across restarts, kills and power
 * cuts: a file is written beside, forced to disk with its name, and moved into place.
 * Directory and files are for their owner alone.
 * <p>
 * Several workers may share the directory, also on a volume of several hosts if it knows
 * file locks: each holds a lock and owns the files it has written; those of a worker that
 * has ended are taken over by the first to rename them.
 * <p>
 * While the directory cannot be written, failures are kept in memory, at most as many
 * again, and written as soon as it can. Files that cannot be read are set aside, never
 * deleted.
 */
public final class DirectoryFailureJournal implements FailureJournal, AutoCloseable {

	private final Fullness fullness;

	private final InMemoryFailureJournal memory;

	private final Disk disk;

	private final OwnFiles files;

	private final RunningFiles running;

	private final Takeover takeover;

	/**
	 * Opens the journal in a directory, which is created if need be.
	 * @param directory where the files are
	 * @param capacity most failures that this worker keeps at a time, at least 1
	 * @param clock tells when the crash of another worker was found
	 * @throws IllegalStateException if others than the owner can write to the directory
	 */
	public DirectoryFailureJournal(Path directory, int capacity, Clock clock) {
		this(new JournalDirectory(directory, true), capacity, clock);
	}

	private DirectoryFailureJournal(JournalDirectory directory, int capacity, Clock clock) {
		this.memory = new InMemoryFailureJournal(capacity);
		this.fullness = new Fullness(capacity);
		this.disk = Disk.of(directory, this.memory::size);
		this.files = new OwnFiles(directory, this.disk.safe(), this.disk.trouble());
		this.running = new RunningFiles(this.disk.safe(), this.disk.ownership());
		this.takeover = new Takeover(this.disk, this.files, this.running, clock);
		if (Uninterrupted.get(this.disk.ownership()::open)) {
			Uninterrupted.run(this.takeover::run);
		}
	}

	/**
	 * Opens a journal that leaves it to the operating system when to write to disk: a
	 * killed worker loses nothing, a power cut may lose the last seconds.
	 * @param directory where the files are
	 * @param capacity most failures that this worker keeps at a time, at least 1
	 * @param clock tells when the crash of another worker was found
	 * @return the journal
	 */
	public static DirectoryFailureJournal unforced(Path directory, int capacity, Clock clock) {
		return new DirectoryFailureJournal(new JournalDirectory(directory, false), capacity, clock);
	}

	RunningFiles running() {
		return this.running;
	}

	@Override
	public boolean add(TaskFailure failure) {
		if (!this.files.index().reserve(JournalFile.keyOf(failure), this.fullness.capacity())) {
			return this.fullness.refuse();
		}
		try {
			this.memory.remove(failure);
			return Uninterrupted.get(() -> this.files.keep(failure)) || this.memory.add(failure);
		}
		finally {
			this.files.index().release();
		}
	}

	@Override
	public void remove(TaskFailure failure) {
		this.memory.remove(failure);
		Uninterrupted.run(() -> this.files.forget(failure));
		this.fullness.after(this.files.index().size());
	}

	@Override
	public boolean contains(TaskFailure failure) {
		return this.files.contains(failure) || this.memory.contains(failure);
	}

	@Override
	public Stream<TaskFailure> failures() {
		Uninterrupted.run(this.takeover::run);
		Uninterrupted.run(() -> this.files.takeFrom(this.memory));
		Stream<TaskFailure> written = this.files.oldestFirst().filter((failure) -> !this.memory.contains(failure));
		return Stream.concat(written, this.memory.failures());
	}

	@Override
	public int size() {
		return this.files.index().size() + this.memory.size();
	}

	@Override
	public @Nullable Instant oldest() {
		return this.files.index().oldest(this.memory.oldest());
	}

	@Override
	public boolean isDurable() {
		return this.memory.size() == 0;
	}

	@Override
	public @Nullable String problem() {
		String problem = this.disk.trouble().problem();
		return (problem != null) ? problem : this.fullness.problem();
	}

	@Override
	public long losses() {
		return this.disk.trouble().losses() + this.fullness.refused();
	}

	/**
	 * Leaves the files to the next worker, or, while handlers still run here, keeps them
	 * from others until the last has ended.
	 */
	@Override
	public void close() {
		Uninterrupted.run(this.disk.safe()::deleteAgain);
		Uninterrupted.run(this.running::close);
	}

}
