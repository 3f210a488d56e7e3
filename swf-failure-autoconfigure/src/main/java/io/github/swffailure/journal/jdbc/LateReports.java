// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;

import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.InMemoryFailureJournal;

/**
 * What is in memory because the database was in trouble, on its way into the table.
 */
final class LateReports {

	private final InMemoryFailureJournal memory;

	private final KeptRows rows;

	private final TableHealth health;

	LateReports(InMemoryFailureJournal memory, KeptRows rows, TableHealth health) {
		this.memory = memory;
		this.rows = rows;
		this.health = health;
	}

	/** Forgets a report, and returns whether it was there. */
	boolean forget(TaskReport report) {
		synchronized (this.memory) {
			boolean there = this.memory.contains(report);
			this.memory.remove(report);
			return there;
		}
	}

	/** What is to be done once in a while, as far as the database can. */
	void round(OwnTransactions transactions, DeadWorkers dead) {
		transactions.run((table) -> {
			this.rows.deleteAgain(table);
			this.rows.running().beginLate(table);
			return true;
		});
		this.memory.reports().forEach(this::write);
		transactions.run(dead::look);
		if (this.memory.size() == 0) {
			this.health.ends();
		}
	}

	private void write(TaskReport report) {
		try {
			if (this.rows.keepLate(report, this.memory.mayHaveArrived(report)) && !forget(report)) {
				this.rows.deleteLater(ReportRow.idOf(report.task()));
			}
		}
		catch (IOException ex) {
			this.health.begins(ex);
		}
	}

}
