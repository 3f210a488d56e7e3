package io.github.swffailure.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;

/**
 * The files of tasks that run in this worker.
 */
final class RunningFiles {

	private final SafeDisk disk;

	private final Ownership ownership;

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	RunningFiles(SafeDisk disk, Ownership ownership) {
		this.disk = disk;
		this.ownership = ownership;
	}

	@Nullable JournalFile begin(TaskFailure crash) {
		JournalFile file = JournalFile.of(crash, this.disk.owner(), JournalFile.Kind.RUNNING);
		this.names.add(file.name());
		if (this.disk.write(file, crash)) {
			return file;
		}
		this.names.remove(file.name());
		return null;
	}

	void end(JournalFile file) {
		this.disk.delete(file);
		this.names.remove(file.name());
		if (this.closed) {
			close();
		}
	}

	boolean contains(JournalFile file) {
		return this.names.contains(file.name());
	}

	/** Ends this worker for the others, as soon as no task runs here. */
	void close() {
		this.closed = true;
		if (this.names.isEmpty()) {
			this.ownership.release();
		}
	}

}
