// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskFailure;

/**
 * The files of tasks that run in this worker.
 */
final class RunningFiles {

	private final WorkerFiles files;

	private final Map<String, JournalFile> running = new ConcurrentHashMap<>();

	private volatile boolean closed;

	RunningFiles(WorkerFiles files) {
		this.files = files;
	}

	boolean begin(TaskFailure crash) {
		JournalFile file = JournalFile.of(crash, this.files.owner(), JournalFile.Kind.RUNNING);
		if (this.running.putIfAbsent(file.key(), file) != null) {
			return false;
		}
		boolean written = this.files.write(file, crash);
		if (!written) {
			this.running.remove(file.key());
		}
		return written;
	}

	void end(ActivityTask task) {
		JournalFile file = this.running.get(JournalFile.keyOf(task));
		if (file != null) {
			this.files.delete(file);
			this.running.remove(file.key());
		}
		if (this.closed) {
			close();
		}
	}

	boolean contains(JournalFile file) {
		return file.equals(this.running.get(file.key()));
	}

	/** Updates the modification times, for programs that delete old files. */
	void touch(Instant now) {
		this.running.values().forEach((file) -> this.files.directory().touch(file.name(), now));
	}

	/** Releases the worker's lock as soon as no task runs here. */
	void close() {
		this.closed = true;
		if (this.running.isEmpty()) {
			this.files.lock().release();
		}
	}

}
