// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.swffailure.journal.ReportAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements for workers: their leases, and the rows of those that have ended. The
 * row of a dead worker belongs to the worker that takes over its reports, until that
 * lease expires or no reports are left.
 */
final class WorkerRows {

	/** The lease of a worker that has shut down normally. */
	private static final long RELEASED = 0;

	private static final int MOST_DEAD = 1_000;

	private final String name;

	private final Database database;

	private final JdbcTemplate jdbc;

	WorkerRows(String name, Database database, JdbcTemplate jdbc) {
		this.name = name;
		this.database = database;
		this.jdbc = jdbc;
	}

	private String inMillis() {
		return this.database.now() + " + ?";
	}

	void insert(String worker, String description, long startMillis, long leaseMillis) {
		this.jdbc.update(
				"INSERT INTO " + this.name + " (id, kind, owner, occurred_at, lease_until, may_have_arrived, "
						+ "payload) VALUES (?, '" + ReportRow.WORKER + "', ?, ?, " + inMillis() + ", 0, ?)",
				worker, worker, startMillis, leaseMillis, description);
	}

	/** Returns {@code false} if the worker was declared dead. */
	boolean renew(String worker, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET lease_until = " + inMillis() + " WHERE id = ? AND owner = ?", leaseMillis,
				worker, worker) > 0;
	}

	/** Ends the lease, so that others can take over at once. */
	void release(String worker) {
		this.jdbc.update("UPDATE " + this.name + " SET lease_until = ? WHERE id = ? AND owner = ?", RELEASED, worker,
				worker);
	}

	/** Moves the rows of a worker that was declared dead to its new name. */
	int inherit(String worker, String newName) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET owner = ? WHERE owner = ? AND kind <> '" + ReportRow.WORKER + "'",
				newName, worker);
	}

	List<Dead> dead() {
		return this.jdbc.query(
				"SELECT id, owner, lease_until FROM " + this.name + " WHERE lease_until < " + this.database.now()
						+ " ORDER BY lease_until" + this.database.limit(MOST_DEAD),
				(result, number) -> new Dead(result.getString(1), result.getString(2), result.getLong(3)));
	}

	/** The reports of a worker, counted by address. */
	List<Group> groups(String worker) {
		return this.jdbc.query(
				"SELECT region, endpoint, swf_domain, COUNT(*) FROM " + this.name + " WHERE owner = ? AND kind <> '"
						+ ReportRow.WORKER + "' GROUP BY region, endpoint, swf_domain",
				(result, number) -> new Group(address(result), result.getInt(4)), worker);
	}

	private static @Nullable ReportAddress address(ResultSet result) throws SQLException {
		String region = result.getString(1);
		String endpoint = result.getString(2);
		return (region != null || endpoint != null) ? new ReportAddress(region, endpoint, result.getString(3)) : null;
	}

	/** Claims a dead worker for a time, unless it is alive or another was faster. */
	boolean claim(Dead dead, String owner, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET owner = ?, lease_until = " + inMillis()
						+ " WHERE id = ? AND owner = ? AND lease_until = ? AND lease_until < " + this.database.now(),
				owner, leaseMillis, dead.id(), dead.owner(), dead.leaseUntil()) > 0;
	}

	/** Extends the claim of a dead worker, or ends it if the lease is negative. */
	boolean hold(Dead dead, String owner, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET lease_until = " + inMillis() + " WHERE id = ? AND owner = ?", leaseMillis,
				dead.id(), owner) > 0;
	}

	/** Deletes a dead worker without reports. */
	void forget(Dead dead) {
		this.jdbc.update("DELETE FROM " + this.name + " WHERE id = ? AND owner = ? AND lease_until = ?", dead.id(),
				dead.owner(), dead.leaseUntil());
	}

	/** The next reports with an address, the oldest first. */
	List<ReportRow> next(Dead dead, Group group, int rows) {
		List<Object> arguments = new ArrayList<>(List.of(dead.id()));
		StringBuilder condition = new StringBuilder();
		ReportAddress address = group.address();
		append(condition, arguments, "region", (address != null) ? address.region() : null);
		append(condition, arguments, "endpoint", (address != null) ? address.endpoint() : null);
		if (address != null) {
			append(condition, arguments, "swf_domain", address.domain());
		}
		return this.jdbc.query("SELECT id, kind, occurred_at, CASE kind WHEN '" + ReportRow.RUNNING
				+ "' THEN payload ELSE NULL END FROM " + this.name + " WHERE owner = ? AND kind <> '" + ReportRow.WORKER
				+ "'" + condition + " ORDER BY owner, occurred_at, id" + this.database.limit(rows),
				(result, number) -> new ReportRow(result.getString(1), result.getString(2),
						Instant.ofEpochMilli(result.getLong(3)), address,
						(result.getString(4) != null) ? result.getString(4) : ""),
				arguments.toArray());
	}

	private static void append(StringBuilder condition, List<Object> arguments, String column, @Nullable String value) {
		condition.append(" AND ").append(column).append((value != null) ? " = ?" : " IS NULL");
		if (value != null) {
			arguments.add(value);
		}
	}

	/** Takes over reports, except those that another worker has taken meanwhile. */
	int take(Dead dead, List<String> ids, String owner) {
		if (ids.isEmpty()) {
			return 0;
		}
		List<Object> arguments = new ArrayList<>(List.of(owner, dead.id()));
		arguments.addAll(ids);
		return this.jdbc.update("UPDATE " + this.name + " SET owner = ? WHERE owner = ? AND id IN ("
				+ String.join(", ", Collections.nCopies(ids.size(), "?")) + ")", arguments.toArray());
	}

	/**
	 * A worker whose lease has expired.
	 *
	 * @param id its name
	 * @param owner its own name, or that of the worker that claimed it
	 * @param leaseUntil when the lease expired
	 */
	record Dead(String id, String owner, long leaseUntil) {

		boolean isReleased() {
			return this.leaseUntil == RELEASED || !this.owner.equals(this.id);
		}

	}

	/**
	 * Reports of a worker with the same address.
	 *
	 * @param address the address, if known
	 * @param reports their number
	 */
	record Group(@Nullable ReportAddress address, int reports) {

	}

}
