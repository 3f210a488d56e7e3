// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;

import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.ReportAddress;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Writes reports into the table in the name of this worker.
 */
final class RowWriter {

	private static final int ATTEMPTS = 3;

	private final WorkerLease lease;

	private final RowPayload payload;

	private final ReportAddress.Source address;

	private final KeptCount count = new KeptCount();

	RowWriter(WorkerLease lease, RowPayload payload, ReportAddress.Source address) {
		this.lease = lease;
		this.payload = payload;
		this.address = address;
	}

	KeptCount count() {
		return this.count;
	}

	RowPayload payload() {
		return this.payload;
	}

	WorkerLease lease() {
		return this.lease;
	}

	/** Makes the row of a report. */
	ReportRow row(TaskReport report, String kind) throws IOException {
		ReportAddress where = this.address.find(false);
		return new ReportRow(ReportRow.idOf(report.task()), kind, report.time(), where,
				this.payload.write(report, where));
	}

	/**
	 * Writes a report, over what there is of its task.
	 * @param ran whether the task was noted when it began
	 */
	void put(JournalTable table, ReportRow row, boolean ran) {
		this.lease.ensure(table);
		String owner = this.lease.worker();
		for (int attempt = 1; !put(table, row, owner, ran); attempt++) {
			if (attempt == ATTEMPTS) {
				throw new DuplicateKeyException("Row '" + row.id() + "' comes and goes");
			}
		}
	}

	private boolean put(JournalTable table, ReportRow row, String owner, boolean ran) {
		if ((!ran || !table.replace(row, owner)) && !insert(table, row, owner)) {
			if (table.replaceKept(row, owner)) {
				this.count.written(row.time());
				return true;
			}
			if (!table.replace(row, owner)) {
				return false;
			}
		}
		this.count.added(row.time());
		return true;
	}

	/** Returns whether there was no row of the task. */
	boolean insert(JournalTable table, ReportRow row, String owner) {
		try {
			table.insert(row, owner);
			return true;
		}
		catch (DuplicateKeyException ex) {
			table.rollBack();
			return false;
		}
		catch (DataIntegrityViolationException ex) {
			table.rollBack();
			String ascii = this.payload.asAscii(row.payload());
			if (ascii.equals(row.payload())) {
				throw ex;
			}
			return insert(table, new ReportRow(row.id(), row.kind(), row.time(), row.address(), ascii), owner);
		}
	}

}
