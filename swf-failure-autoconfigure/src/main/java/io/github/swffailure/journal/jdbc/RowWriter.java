// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.journal.ReportContent;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Writes the rows of this worker. The payload is text as in a file, or Base64 if a codec
 * has encoded it or the database does not support its characters.
 */
final class RowWriter {

	private static final int ATTEMPTS = 3;

	private final WorkerLease lease;

	private final @Nullable FailurePayloadCodec codec;

	private final ReportAddress.Source address;

	private final KeptCount count = new KeptCount();

	/** Tasks that may have a row although the call that writes it fails. */
	private final Set<String> uncertain = ConcurrentHashMap.newKeySet();

	RowWriter(WorkerLease lease, @Nullable FailurePayloadCodec codec, ReportAddress.Source address) {
		this.lease = lease;
		this.codec = codec;
		this.address = address;
	}

	KeptCount count() {
		return this.count;
	}

	WorkerLease lease() {
		return this.lease;
	}

	/** Whether a task may have a row although the call that writes it has failed. */
	boolean mayHaveWritten(String id) {
		return this.uncertain.contains(id);
	}

	/** It is known whether the task has a row. */
	void settle(String id) {
		this.uncertain.remove(id);
	}

	/** Creates the row for a report of this worker. */
	ReportRow row(TaskReport report, String kind) throws IOException {
		ReportAddress where = this.address.find(false);
		return row(ReportRow.idOf(report.task()), kind, report, where);
	}

	/** Creates the row for the crash report of another worker's running task. */
	ReportRow rowOfCrash(ReportRow running, Instant now) throws IOException {
		return row(running.id(), "failure", read(running).report().at(now.truncatedTo(ChronoUnit.MILLIS)),
				running.address());
	}

	private ReportRow row(String id, String kind, TaskReport report, @Nullable ReportAddress where) throws IOException {
		byte[] content = ReportContent.write(report, where, this.codec);
		return new ReportRow(id, kind, ReportContent.orderOf(report), where, ReportContent.isPlain(content)
				? new String(content, StandardCharsets.UTF_8) : Base64.getEncoder().encodeToString(content));
	}

	ReportContent read(ReportRow row) throws IOException {
		byte[] content = row.payload().getBytes(StandardCharsets.UTF_8);
		try {
			return ReportContent.read(ReportContent.isPlain(content) ? content : Base64.getDecoder().decode(content),
					this.codec);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("it is neither text nor Base64", ex);
		}
	}

	/**
	 * Writes a report, in place of any row of its task.
	 * @param ran whether there is a row for the running task
	 * @return {@code true}
	 */
	boolean put(JournalTable table, ReportRow row, boolean ran) {
		this.uncertain.add(row.id());
		this.lease.ensure(table);
		String owner = this.lease.worker();
		for (int attempt = 1; !put(table, row, owner, ran); attempt++) {
			if (attempt == ATTEMPTS) {
				throw new DuplicateKeyException("Row '" + row.id() + "' comes and goes");
			}
		}
		return true;
	}

	private boolean put(JournalTable table, ReportRow row, String owner, boolean ran) {
		if ((!ran || !write(table, row, (written) -> table.replace(written, owner))) && !insert(table, row, owner)) {
			if (write(table, row, (written) -> table.replaceKept(written, owner))) {
				this.count.written(row.time());
				return true;
			}
			if (!write(table, row, (written) -> table.replace(written, owner))) {
				return false;
			}
		}
		this.count.added(row.time());
		return true;
	}

	/** Returns {@code false} if the task already has a row. */
	boolean insert(JournalTable table, ReportRow row, String owner) {
		this.uncertain.add(row.id());
		return write(table, row, (written) -> table.insert(written, owner));
	}

	/** Writes ASCII if the database does not support the characters. */
	static boolean write(JournalTable table, ReportRow row, Predicate<ReportRow> statement) {
		try {
			return statement.test(row);
		}
		catch (DuplicateKeyException ex) {
			table.rollBack();
			return false;
		}
		catch (DataIntegrityViolationException ex) {
			table.rollBack();
			ReportRow ascii = row.inAscii();
			if (ascii.equals(row)) {
				throw ex;
			}
			return write(table, ascii, statement);
		}
	}

}
