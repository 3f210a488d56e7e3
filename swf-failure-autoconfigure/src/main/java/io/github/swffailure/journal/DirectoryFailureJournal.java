package io.github.swffailure.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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

	private final JournalCapacity capacity;

	private final InMemoryFailureJournal memory;

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final InFlightTasks.RunningFiles running;

	private final ExpiredFiles expired;

	private final LeftAloneFiles leftAlone;

	private final DirectoryScan scan;

	/**
	 * Opens the journal in a directory, which is created if need be.
	 * @param directory where the files are
	 * @param capacity most failures that this worker keeps at a time, at least 1
	 * @param clock says when the crash of another worker was found
	 * @throws IllegalStateException if others than the owner can write to the directory
	 */
	public DirectoryFailureJournal(Path directory, int capacity, Clock clock) {
		this(directory, capacity, clock, (mayTakeTime) -> null);
	}

	/**
	 * Opens the journal in a directory whose reports may belong to several SWF endpoints,
	 * regions or domains.
	 * @param directory where the files are
	 * @param capacity maximum number of failures that this worker keeps at a time, at
	 * least 1
	 * @param clock says when the crash of another worker was found
	 * @param address knows where the reports of this worker belong; asked with each file
	 * that is written, and, but not yet by this constructor, with files of other workers:
	 * those that belong elsewhere are left alone
	 * @throws IllegalStateException if others than the owner can write to the directory
	 */
	public DirectoryFailureJournal(Path directory, int capacity, Clock clock, ReportAddress.Source address) {
		this(new JournalDirectory(directory, FileOperations.FORCED), capacity, clock, address);
	}

	DirectoryFailureJournal(JournalDirectory directory, int capacity, Clock clock, ReportAddress.Source address) {
		this.memory = new InMemoryFailureJournal(capacity, clock);
		this.capacity = new JournalCapacity(capacity);
		JournalHealth health = new JournalHealth(directory.path(), this.memory::size);
		this.files = new WorkerFiles(directory, health, address);
		this.leftAlone = new LeftAloneFiles(health, address);
		this.kept = new KeptFiles(this.files);
		this.running = new InFlightTasks.RunningFiles(this.files);
		this.expired = new ExpiredFiles(this.files, this.kept, capacity, clock);
		this.scan = new DirectoryScan(this.expired,
				new TakeOver(this.files, this.leftAlone, this::roomForOthers, clock), this.running, clock);
		if (this.files.lock().open()) {
			this.scan.begin();
		}
	}

	/**
	 * Opens a journal that leaves it to the operating system when to write to disk: a
	 * killed worker loses nothing, a power cut may lose the last seconds.
	 * @param directory where the files are
	 * @param capacity most failures that this worker keeps at a time, at least 1
	 * @param clock says when the crash of another worker was found
	 * @return the journal
	 */
	public static DirectoryFailureJournal unforced(Path directory, int capacity, Clock clock) {
		return new DirectoryFailureJournal(new JournalDirectory(directory, FileOperations.UNFORCED), capacity, clock,
				(mayTakeTime) -> null);
	}

	JournalDirectory directory() {
		return this.files.directory();
	}

	InFlightTasks.RunningFiles running() {
		return this.running;
	}

	/** A tenth of the capacity stays free for what fails here. */
	private int roomForOthers() {
		return this.capacity.capacity() - this.capacity.capacity() / 10 - size();
	}

	@Override
	public boolean add(TaskFailure failure) {
		if (!this.kept.index().reserve(JournalFile.keyOf(failure), this.capacity.capacity())) {
			return this.capacity.refuse();
		}
		try {
			this.memory.remove(failure);
			return this.kept.keep(failure) || this.memory.add(failure);
		}
		finally {
			this.kept.index().release();
		}
	}

	@Override
	public void remove(TaskFailure failure) {
		this.memory.remove(failure);
		this.kept.forget(failure);
		this.capacity.after(this.kept.index().size());
	}

	@Override
	public boolean contains(TaskFailure failure) {
		return this.kept.contains(failure) || this.memory.contains(failure);
	}

	@Override
	public Stream<TaskFailure> failures() {
		this.scan.run();
		this.kept.takeFrom(this.memory);
		Stream<TaskFailure> written = this.kept.oldestFirst(this.scan::goOn)
			.filter((failure) -> !this.memory.contains(failure));
		return Stream.concat(written, this.memory.failures());
	}

	@Override
	public void setMayHaveArrived(TaskFailure failure, boolean mayHaveArrived) {
		this.kept.mark(failure, mayHaveArrived);
		this.memory.setMayHaveArrived(failure, mayHaveArrived);
	}

	@Override
	public boolean mayHaveArrived(TaskFailure failure) {
		return this.memory.contains(failure) ? this.memory.mayHaveArrived(failure) : !this.kept.isUnsent(failure);
	}

	@Override
	public boolean expire(TaskFailure failure) {
		boolean setAside = this.memory.contains(failure) ? this.memory.expire(failure) : this.expired.add(failure);
		remove(failure);
		return setAside;
	}

	@Override
	public Stream<TaskFailure> expired() {
		return Stream.concat(this.expired.failures(), this.memory.expired());
	}

	@Override
	public boolean requeue(TaskFailure failure) {
		if (!this.kept.index().reserve(JournalFile.keyOf(failure), this.capacity.capacity())) {
			return false;
		}
		try {
			return this.expired.requeue(failure) || this.memory.requeue(failure);
		}
		finally {
			this.kept.index().release();
		}
	}

	@Override
	public int size() {
		return this.kept.index().size() + this.memory.size();
	}

	@Override
	public @Nullable Instant oldest() {
		return this.kept.index().oldest(this.memory.oldest());
	}

	@Override
	public boolean isDurable() {
		return this.memory.size() == 0;
	}

	@Override
	public @Nullable String problem() {
		return Stream.of(this.files.health().problem(), this.capacity.problem(), this.leftAlone.problem())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	@Override
	public Map<String, Integer> leftAlone() {
		return this.leftAlone.byAddress();
	}

	@Override
	public long losses() {
		return this.files.health().losses() + this.capacity.refused();
	}

	/**
	 * Leaves the files to the next worker, or, while handlers still run here, keeps them
	 * from others until the last has ended.
	 */
	@Override
	public void close() {
		this.files.deleteAgain();
		this.running.close();
	}

}
