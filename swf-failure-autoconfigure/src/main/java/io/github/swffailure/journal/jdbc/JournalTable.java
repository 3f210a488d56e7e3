// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table on one connection, with the statements for reports; those for workers are in
 * {@link WorkerRows}. A report belongs to the worker that is the owner of its row. Each
 * worker has a row too, with a lease by the clock of the database. It is the owner of its
 * own row until another worker finds it dead.
 */
final class JournalTable {

	/** The owner of expired reports. */
	static final String EXPIRED = "(expired)";

	/** The owner of rows that cannot be read. */
	static final String UNREADABLE = "(unreadable)";

	private static final String REPORT = "kind NOT IN ('" + ReportRow.RUNNING + "', '" + ReportRow.WORKER + "')";

	private final String name;

	private final Database database;

	private final JdbcTemplate jdbc;

	JournalTable(String name, Database database, JdbcTemplate jdbc) {
		this.name = name;
		this.database = database;
		this.jdbc = jdbc;
	}

	Database database() {
		return this.database;
	}

	JdbcTemplate jdbc() {
		return this.jdbc;
	}

	private String now() {
		return this.database.now();
	}

	private int update(String sql, @Nullable Object... arguments) {
		try {
			return this.jdbc.update(sql, arguments);
		}
		catch (BadSqlGrammarException ex) {
			if (String.valueOf(ex.getSQLException().getSQLState()).startsWith("22")) {
				// MariaDB's driver, if the column does not support a character
				throw new DataIntegrityViolationException("Data exception", ex);
			}
			throw ex;
		}
	}

	/**
	 * Ends the transaction after a failed statement. Errors are only logged at DEBUG: a
	 * broken connection is closed by its pool and then reports only that, which would
	 * hide the error of the statement.
	 */
	void rollBack() {
		OwnTransactions.quietly("A statement could not be rolled back", () -> endTransaction(Connection::rollback));
	}

	/** Commits, unless the connection commits each statement by itself. */
	void commit() {
		endTransaction(Connection::commit);
	}

	private void endTransaction(Ending ending) {
		this.jdbc.execute((ConnectionCallback<@Nullable Void>) (connection) -> {
			if (!connection.getAutoCommit()) {
				ending.end(connection);
			}
			return null;
		});
	}

	/**
	 * Inserts a row.
	 * @throws org.springframework.dao.DuplicateKeyException if the task has a row
	 */
	boolean insert(ReportRow row, String owner) {
		return update(
				"INSERT INTO " + this.name + " (id, kind, owner, region, endpoint, swf_domain, occurred_at, "
						+ "may_have_arrived, payload) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
				row.id(), row.kind(), owner, row.region(), row.endpoint(), row.domain(), row.time().toEpochMilli(),
				row.payload()) > 0;
	}

	/** Replaces a report that the owner keeps. */
	boolean replaceKept(ReportRow row, String owner) {
		return replace(row, owner, true, " AND owner = ? AND " + REPORT, owner);
	}

	/** Replaces any row of the task. */
	boolean replace(ReportRow row, String owner) {
		return replace(row, owner, true, " AND kind <> ?", ReportRow.WORKER);
	}

	/** Replaces a running task of another worker with its crash report. */
	boolean replaceRunning(ReportRow row, String owner, String before) {
		return replace(row, owner, false, " AND kind = '" + ReportRow.RUNNING + "' AND owner = ?", before);
	}

	boolean replaceExpired(ReportRow row, String owner) {
		return replace(row, owner, true, " AND owner = ?", EXPIRED);
	}

	private boolean replace(ReportRow row, String owner, boolean mayHaveArrived, String condition, String argument) {
		return update(
				"UPDATE " + this.name + " SET kind = ?, owner = ?, region = ?, endpoint = ?, swf_domain = ?, "
						+ "occurred_at = ?, may_have_arrived = ?, payload = ? WHERE id = ?" + condition,
				row.kind(), owner, row.region(), row.endpoint(), row.domain(), row.time().toEpochMilli(),
				mayHaveArrived ? 1 : 0, row.payload(), row.id(), argument) > 0;
	}

	/** Deletes a kept report, whoever keeps it. */
	boolean deleteKept(String id) {
		return update("DELETE FROM " + this.name + " WHERE id = ? AND owner NOT IN (?, ?) AND " + REPORT, id, EXPIRED,
				UNREADABLE) > 0;
	}

	/** Deletes a row of an owner. */
	void delete(String id, String owner) {
		update("DELETE FROM " + this.name + " WHERE id = ? AND owner = ?", id, owner);
	}

	boolean deleteRunning(String id, String owner) {
		return update("DELETE FROM " + this.name + " WHERE id = ? AND owner = ? AND kind = ?", id, owner,
				ReportRow.RUNNING) > 0;
	}

	boolean mark(String id, String owner, boolean mayHaveArrived) {
		return update("UPDATE " + this.name + " SET may_have_arrived = ? WHERE id = ? AND owner = ?",
				mayHaveArrived ? 1 : 0, id, owner) > 0;
	}

	boolean mayHaveArrived(String id, String owner) {
		return this.jdbc
			.queryForList("SELECT may_have_arrived FROM " + this.name + " WHERE id = ? AND owner = ?", Integer.class,
					id, owner)
			.stream()
			.noneMatch((bit) -> bit != null && bit == 0);
	}

	/** Whether a worker keeps a report, and its lease lasts for a margin. */
	boolean keeps(String id, String owner, long marginMillis) {
		return !this.jdbc
			.queryForList(
					"SELECT r.id FROM " + this.name + " r, " + this.name + " w WHERE r.id = ? AND r.owner = ? AND r."
							+ REPORT + " AND w.id = ? AND w.owner = w.id AND w.lease_until > " + now() + " + ?",
					String.class, id, owner, owner, marginMillis)
			.isEmpty();
	}

	/** Moves a report to another owner. */
	boolean move(String id, String owner, String newOwner) {
		return update("UPDATE " + this.name + " SET owner = ? WHERE id = ? AND owner = ? AND " + REPORT, newOwner, id,
				owner) > 0;
	}

	/** Sets aside a row that cannot be read, also that of a running task. */
	boolean setAside(String id, String owner) {
		return update("UPDATE " + this.name + " SET owner = ?, kind = CASE kind WHEN '" + ReportRow.RUNNING
				+ "' THEN 'failure' ELSE kind END WHERE id = ? AND owner = ?", UNREADABLE, id, owner) > 0;
	}

	int count(String owner) {
		Integer count = this.jdbc.queryForObject("SELECT COUNT(*) FROM " + this.name + " WHERE owner = ? AND " + REPORT,
				Integer.class, owner);
		return (count != null) ? count : 0;
	}

	@Nullable Instant oldest(String owner) {
		return this.jdbc
			.queryForList("SELECT occurred_at FROM " + this.name + " WHERE owner = ? AND " + REPORT
					+ " ORDER BY owner, occurred_at, id" + this.database.limit(1), Long.class, owner)
			.stream()
			.filter(Objects::nonNull)
			.map(Instant::ofEpochMilli)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Reads the next rows of an owner. They are ordered by all columns of the index:
	 * otherwise H2 reads and sorts all rows of the owner.
	 * @param after the last row of the previous page, if any
	 * @param oldestFirst the order
	 */
	List<ReportRow> page(String owner, @Nullable ReportRow after, boolean oldestFirst, int rows) {
		List<Object> arguments = new ArrayList<>(List.of(owner));
		String beyond = oldestFirst ? ">" : "<";
		String order = oldestFirst ? "" : " DESC";
		String condition = "";
		if (after != null) {
			condition = " AND occurred_at " + beyond + "= ? AND (occurred_at " + beyond + " ? OR id " + beyond + " ?)";
			Collections.addAll(arguments, after.time().toEpochMilli(), after.time().toEpochMilli(), after.id());
		}
		return this.jdbc.query("SELECT id, kind, occurred_at, payload FROM " + this.name + " WHERE owner = ? AND "
				+ REPORT + condition + " ORDER BY owner" + order + ", occurred_at" + order + ", id" + order
				+ this.database.limit(rows), (result, number) -> row(result), arguments.toArray());
	}

	/** Reads one row of an owner. */
	@Nullable ReportRow find(String id, String owner) {
		return this.jdbc
			.query("SELECT id, kind, occurred_at, payload FROM " + this.name + " WHERE id = ? AND owner = ?",
					(result, number) -> row(result), id, owner)
			.stream()
			.findFirst()
			.orElse(null);
	}

	private static ReportRow row(ResultSet result) throws SQLException {
		String payload = result.getString("payload");
		return new ReportRow(result.getString("id"), result.getString("kind"),
				Instant.ofEpochMilli(result.getLong("occurred_at")), null, (payload != null) ? payload : "");
	}

	/** The statements for workers. */
	WorkerRows workers() {
		return new WorkerRows(this.name, this.database, this.jdbc);
	}

	@FunctionalInterface
	private interface Ending {

		void end(Connection connection) throws SQLException;

	}

}
