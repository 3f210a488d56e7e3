// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.TaskFailure;
import io.github.swffailure.journal.jdbc.DatabaseCalls.UnreachableException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;

/**
 * The tasks that run in this worker. Each has a row with the report for the case that the
 * worker dies; the report of the task replaces that row.
 */
final class RunningTasks {

	private final DatabaseCalls calls;

	private final RowWriter writer;

	private final Set<String> ids = ConcurrentHashMap.newKeySet();

	/** Tasks whose start could not be written. */
	private final Map<String, TaskFailure> waiting = new ConcurrentHashMap<>();

	/** Tasks that have ended, but may still have a row. */
	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Runnable whenNoneRuns;

	RunningTasks(DatabaseCalls calls, RowWriter writer) {
		this.calls = calls;
		this.writer = writer;
	}

	boolean has(String id) {
		return this.ids.contains(id);
	}

	/** The row of a task was deleted or replaced by a report. */
	void forget(String id) {
		this.writer.settle(id);
		this.waiting.remove(id);
		this.ids.remove(id);
	}

	/** Returns whether the start is recorded, or will be, and was not before. */
	boolean begin(TaskFailure crash) {
		String id = ReportRow.idOf(crash.task());
		if (this.whenNoneRuns != null) {
			return false;
		}
		try {
			ReportRow row = this.writer.row(crash, ReportRow.RUNNING);
			boolean written = this.calls.call(id, (table) -> {
				this.writer.lease().ensure(table);
				return this.writer.insert(table, row, this.writer.lease().worker());
			});
			this.writer.settle(id);
			return written && this.ids.add(id);
		}
		catch (UnreachableException ex) {
			return this.waiting.putIfAbsent(id, crash) == null;
		}
		catch (DataIntegrityViolationException | IOException ex) {
			refused(id, crash, ex);
		}
		return false;
	}

	private void refused(String id, TaskFailure crash, Exception cause) {
		this.writer.settle(id);
		this.calls.health().refused(crash.task(), cause);
	}

	/**
	 * Deletes the rows of tasks that have ended, and writes those that could not be
	 * written at the start of their tasks.
	 */
	void catchUp(JournalTable table) {
		List<String> due = this.ended.stream().filter((id) -> !this.calls.isUnfinished(id)).toList();
		due.forEach((id) -> table.deleteRunning(id, this.writer.lease().worker()));
		table.commit();
		due.forEach((id) -> {
			this.ended.remove(id);
			this.writer.settle(id);
		});
		this.waiting.forEach((id, crash) -> {
			if (!this.calls.isUnfinished(id)) {
				beginLate(table, id, crash);
			}
		});
	}

	private void beginLate(JournalTable table, String id, TaskFailure crash) {
		try {
			this.writer.insert(table, this.writer.row(crash, ReportRow.RUNNING), this.writer.lease().worker());
			table.commit();
			this.ids.add(id);
		}
		catch (DataIntegrityViolationException | IOException ex) {
			refused(id, crash, ex);
		}
		if (this.waiting.remove(id) == null) {
			this.ids.remove(id);
			this.ended.add(id);
		}
	}

	/**
	 * The task has ended.
	 * @param reported whether its row is no longer needed
	 */
	void end(String id, boolean reported) {
		if (reported) {
			boolean mayHaveRow = this.writer.mayHaveWritten(id) || this.calls.isUnfinished(id);
			if (this.waiting.remove(id) != null && mayHaveRow) {
				this.ended.add(id);
			}
			deleteRow(id);
			this.ids.remove(id);
		}
		Runnable action = this.whenNoneRuns;
		if (action != null) {
			close(action);
		}
	}

	private void deleteRow(String id) {
		try {
			if (has(id)) {
				this.calls.call(id, (table) -> table.deleteRunning(id, this.writer.lease().worker()));
			}
		}
		catch (UnreachableException ex) {
			this.ended.add(id);
		}
	}

	/** Accepts no more tasks, and runs an action when the last one has ended. */
	void close(Runnable action) {
		this.whenNoneRuns = action;
		if (this.ids.isEmpty() && this.waiting.isEmpty()) {
			action.run();
		}
	}

}
