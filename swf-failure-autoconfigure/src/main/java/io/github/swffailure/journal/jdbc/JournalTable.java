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
 * The table, seen through one connection: all statements are here. A report belongs to
 * the worker that its row names as the owner. Workers have rows too, whose leases run by
 * the clock of the database; a worker owns itself until another takes it for dead.
 */
final class JournalTable {

	/** The owner of what SWF did not take in time. */
	static final String EXPIRED = "(expired)";

	/** The owner of what nobody could read. */
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
				// How MariaDB's driver refuses characters that a column does not know
				throw new DataIntegrityViolationException("Data exception", ex);
			}
			throw ex;
		}
	}

	/**
	 * After a statement that has failed, which spoils a transaction. Its failure is what
	 * counts: a pool closes connections that are broken, and then they only say so.
	 */
	void rollBack() {
		OwnTransactions.quietly("A statement could not be rolled back", () -> endTransaction(Connection::rollback));
	}

	/** Makes what was done so far last, if the connection does not do that by itself. */
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
	 * Writes a new row.
	 * @throws org.springframework.dao.DuplicateKeyException if there is one of the task
	 */
	boolean insert(ReportRow row, String owner) {
		return update(
				"INSERT INTO " + this.name + " (id, kind, owner, region, endpoint, swf_domain, occurred_at, "
						+ "may_have_arrived, payload) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
				row.id(), row.kind(), owner, row.region(), row.endpoint(), row.domain(), row.time().toEpochMilli(),
				row.payload()) > 0;
	}

	/** Writes over a report that the owner keeps. */
	boolean replaceKept(ReportRow row, String owner) {
		return replace(row, owner, true, " AND owner = ? AND " + REPORT, owner);
	}

	/** Writes over whatever there is of the task. */
	boolean replace(ReportRow row, String owner) {
		return replace(row, owner, true, " AND owner <> ?", "");
	}

	/** Takes over, as a failure, what another worker ran. */
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

	/** Deletes what a worker has of a task. */
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

	/** Whether a worker keeps a report, and will for some time yet. */
	boolean keeps(String id, String owner, long marginMillis) {
		return !this.jdbc
			.queryForList(
					"SELECT r.id FROM " + this.name + " r, " + this.name + " w WHERE r.id = ? AND r.owner = ? AND r."
							+ REPORT + " AND w.id = ? AND w.owner = w.id AND w.lease_until > " + now() + " + ?",
					String.class, id, owner, owner, marginMillis)
			.isEmpty();
	}

	/** Gives a row to another owner. */
	boolean move(String id, String owner, String newOwner) {
		return update("UPDATE " + this.name + " SET owner = ? WHERE id = ? AND owner = ? AND " + REPORT, newOwner, id,
				owner) > 0;
	}

	/** Sets a report aside that cannot be read, also one that ran. */
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
	 * Reads the next rows of an owner, in the order of the index with all its columns: H2
	 * otherwise reads and sorts all rows of the owner.
	 * @param after the last row of those before, if any
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

	/** The statements that are about workers. */
	WorkerRows workers() {
		return new WorkerRows(this.name, this.database, this.jdbc);
	}

	@FunctionalInterface
	private interface Ending {

		void end(Connection connection) throws SQLException;

	}

}
