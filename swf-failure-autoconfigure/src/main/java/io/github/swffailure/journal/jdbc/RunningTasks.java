// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

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

	private final Consumer<String> deleteLater;

	private final Set<String> ids = ConcurrentHashMap.newKeySet();

	/** Tasks whose start could not be written. */
	private final Map<String, TaskFailure> waiting = new ConcurrentHashMap<>();

	private volatile @Nullable Runnable whenNoneRuns;

	RunningTasks(DatabaseCalls calls, RowWriter writer, Consumer<String> deleteLater) {
		this.calls = calls;
		this.writer = writer;
		this.deleteLater = deleteLater;
	}

	boolean has(String id) {
		return this.ids.contains(id);
	}

	/** The row of a task was deleted or replaced by a report. */
	boolean forget(String id) {
		this.waiting.remove(id);
		return this.ids.remove(id);
	}

	/** Returns whether the start is recorded, or will be, and was not before. */
	boolean begin(TaskFailure crash) {
		String id = ReportRow.idOf(crash.task());
		if (this.whenNoneRuns != null) {
			return false;
		}
		try {
			ReportRow row = this.writer.row(crash, ReportRow.RUNNING);
			return this.calls.call(id, (table) -> {
				this.writer.lease().ensure(table);
				return this.writer.insert(table, row, this.writer.lease().worker());
			}) && this.ids.add(id);
		}
		catch (UnreachableException ex) {
			return this.waiting.putIfAbsent(id, crash) == null;
		}
		catch (DataIntegrityViolationException | IOException ex) {
			this.calls.health().refused(crash.task(), ex);
		}
		return false;
	}

	/** Writes the rows of tasks that could not be written at their start. */
	void beginLate(JournalTable table) {
		this.waiting.forEach((id, crash) -> {
			if (this.calls.isUnfinished(id)) {
				return;
			}
			try {
				this.writer.insert(table, this.writer.row(crash, ReportRow.RUNNING), this.writer.lease().worker());
				this.ids.add(id);
			}
			catch (DataIntegrityViolationException | IOException ex) {
				this.calls.health().refused(crash.task(), ex);
			}
			if (this.waiting.remove(id) == null) {
				this.ids.remove(id);
				table.deleteRunning(id, this.writer.lease().worker());
			}
		});
	}

	/**
	 * The task has ended.
	 * @param reported whether its row is no longer needed
	 */
	void end(String id, boolean reported) {
		try {
			if (this.waiting.remove(id) != null && this.calls.isUnfinished(id)) {
				this.deleteLater.accept(id);
			}
			if (reported && has(id)) {
				this.calls.call(id, (table) -> table.deleteRunning(id, this.writer.lease().worker()));
			}
		}
		catch (UnreachableException ex) {
			this.deleteLater.accept(id);
		}
		if (reported) {
			forget(id);
		}
		Runnable action = this.whenNoneRuns;
		if (action != null) {
			close(action);
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
