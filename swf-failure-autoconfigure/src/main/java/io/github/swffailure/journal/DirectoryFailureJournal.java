// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reports in a directory, one readable file each, across restarts, kills and power
 * cuts: a file is written under a temporary name, forced to disk and renamed. Only their
 * owner can read the directory and its files.
 * <p>
 * Several workers may share the directory, also on several hosts if the volume supports
 * file locks. Each worker holds a lock and owns the files it has written. Files of a
 * worker that has ended belong to the first worker that renames them. That happens when
 * the reports are first read, so that it does not delay the start.
 * <p>
 * While the directory cannot be written, reports are kept in memory, at most as many as
 * fit into the directory, and written as soon as possible. Files that cannot be read are
 * set aside, never deleted.
 */
public final class DirectoryFailureJournal implements FailureJournal, AutoCloseable {

	private final JournalCapacity capacity;

	private final InMemoryFailureJournal memory;

	private final WorkerFiles files;

	private final KeptFiles kept;

	private final RunningFiles running;

	private final ExpiredFiles expired;

	private final LeftAloneFiles leftAlone;

	private final DirectoryScan scan;

	/**
	 * Opens the journal in a directory, which is created if it does not exist.
	 * @param directory where the files are
	 * @param capacity maximum number of reports that this worker keeps, at least 1
	 * @param clock gives crash reports of other workers their time
	 * @throws IllegalStateException if others than the owner can write to the directory
	 */
	public DirectoryFailureJournal(Path directory, int capacity, Clock clock) {
		this(directory, capacity, clock, (mayTakeTime) -> null, null);
	}

	/**
	 * Opens the journal in a directory whose reports may belong to several SWF endpoints,
	 * regions or domains.
	 * @param directory where the files are
	 * @param capacity maximum number of reports that this worker keeps, at least 1
	 * @param clock gives crash reports of other workers their time
	 * @param address knows where the reports of this worker belong; written to each file,
	 * and compared with files of other workers: those that belong elsewhere are left
	 * alone
	 * @param codec encodes the files, or {@code null} to leave them readable
	 * @throws IllegalStateException if others than the owner can write to the directory
	 */
	public DirectoryFailureJournal(Path directory, int capacity, Clock clock, ReportAddress.Source address,
			@Nullable FailurePayloadCodec codec) {
		this(new JournalDirectory(directory, FileOperations.FORCED, codec), capacity, clock, address);
	}

	DirectoryFailureJournal(JournalDirectory directory, int capacity, Clock clock, ReportAddress.Source address) {
		this.memory = new InMemoryFailureJournal(capacity, clock);
		this.capacity = new JournalCapacity(capacity);
		JournalHealth health = new JournalHealth(directory.path(), this.memory::size);
		this.files = new WorkerFiles(directory, health, address);
		this.leftAlone = new LeftAloneFiles(health, address);
		this.kept = new KeptFiles(this.files);
		this.running = new RunningFiles(this.files);
		this.expired = new ExpiredFiles(this.files, this.kept, capacity, clock);
		this.scan = new DirectoryScan(this.kept, this.expired,
				new TakeOver(this.files, this.leftAlone, this.capacity, this::size, clock), this.running, clock);
		this.files.lock().open();
	}

	/**
	 * Opens a journal that leaves it to the operating system when to write to disk: a
	 * killed worker loses nothing, a power cut may lose the last seconds.
	 * @param directory where the files are
	 * @param capacity maximum number of reports that this worker keeps, at least 1
	 * @param clock gives crash reports of other workers their time
	 * @return the journal
	 */
	public static DirectoryFailureJournal unforced(Path directory, int capacity, Clock clock) {
		return new DirectoryFailureJournal(new JournalDirectory(directory, FileOperations.UNFORCED), capacity, clock,
				(mayTakeTime) -> null);
	}

	JournalDirectory directory() {
		return this.files.directory();
	}

	@Override
	public boolean add(TaskReport report) {
		if (!this.kept.index().reserve(JournalFile.keyOf(report.task()), this.capacity.capacity())) {
			return this.capacity.refuse();
		}
		try {
			this.memory.remove(report);
			return this.kept.keep(report) || this.memory.add(report);
		}
		finally {
			this.kept.index().release();
		}
	}

	@Override
	public void remove(TaskReport report) {
		this.memory.remove(report);
		this.kept.forget(report);
		this.capacity.after(this.kept.index().size());
	}

	@Override
	public boolean contains(TaskReport report) {
		return this.kept.contains(report) || this.memory.contains(report);
	}

	@Override
	public Stream<TaskReport> reports() {
		this.scan.run();
		this.kept.takeFrom(this.memory);
		Stream<TaskReport> written = this.kept.oldestFirst(this.scan::goOn)
			.filter((report) -> !this.memory.contains(report));
		return Stream.concat(written, this.memory.reports());
	}

	@Override
	public Stream<TaskReport> newestFirst() {
		this.scan.runAgain();
		return Stream.concat(this.memory.newestFirst(), this.kept.newestFirst());
	}

	@Override
	public void setMayHaveArrived(TaskReport report, boolean mayHaveArrived) {
		this.kept.mark(report, mayHaveArrived);
		this.memory.setMayHaveArrived(report, mayHaveArrived);
	}

	@Override
	public boolean mayHaveArrived(TaskReport report) {
		return this.memory.contains(report) ? this.memory.mayHaveArrived(report) : !this.kept.isUnsent(report);
	}

	@Override
	public boolean expire(TaskReport report) {
		boolean setAside = this.memory.contains(report) ? this.memory.expire(report) : this.expired.add(report);
		remove(report);
		return setAside;
	}

	@Override
	public Stream<TaskReport> expired() {
		return Stream.concat(this.expired.reports(), this.memory.expired());
	}

	@Override
	public boolean requeue(TaskReport report) {
		if (!this.kept.index().reserve(JournalFile.keyOf(report.task()), this.capacity.capacity())) {
			return false;
		}
		try {
			return this.expired.requeue(report) || this.memory.requeue(report);
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
	public boolean taskStarted(TaskFailure crash) {
		return this.running.begin(crash);
	}

	@Override
	public void taskEnded(ActivityTask task) {
		this.running.end(task);
	}

	@Override
	public boolean tracksTasks() {
		return true;
	}

	@Override
	public @Nullable String problem() {
		return Stream.of(this.files.health().problem(), this.capacity.problem())
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
	 * Releases the files for other workers, as soon as no handler runs here.
	 */
	@Override
	public void close() {
		this.files.deleteAgain();
		this.running.close();
	}

}
