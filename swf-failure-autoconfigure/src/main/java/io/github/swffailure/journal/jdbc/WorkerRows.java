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
 * The statements about workers: their leases, and what those that have ended leave. A
 * dead worker is owned by the one that works off what it has left, until that lease runs
 * out too or it is empty.
 */
final class WorkerRows {

	/** The lease of a worker that has ended in order. */
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

	/** Whether the worker still counts as alive. */
	boolean renew(String worker, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET lease_until = " + inMillis() + " WHERE id = ? AND owner = ?", leaseMillis,
				worker, worker) > 0;
	}

	/** Leaves everything to the others, at once. */
	void release(String worker) {
		this.jdbc.update("UPDATE " + this.name + " SET lease_until = ? WHERE id = ? AND owner = ?", RELEASED, worker,
				worker);
	}

	/** Takes under a new name what a worker that was taken for dead has left. */
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

	/** Where the reports of a worker belong. */
	List<Pile> piles(String worker) {
		return this.jdbc.query(
				"SELECT region, endpoint, swf_domain, COUNT(*) FROM " + this.name + " WHERE owner = ? AND kind <> '"
						+ ReportRow.WORKER + "' GROUP BY region, endpoint, swf_domain",
				(result, number) -> new Pile(address(result), result.getInt(4)), worker);
	}

	private static @Nullable ReportAddress address(ResultSet result) throws SQLException {
		String region = result.getString(1);
		String endpoint = result.getString(2);
		return (region != null || endpoint != null) ? new ReportAddress(region, endpoint, result.getString(3)) : null;
	}

	/** Makes a dead worker ours for a time, unless it lives or another was faster. */
	boolean claim(Dead dead, String owner, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET owner = ?, lease_until = " + inMillis()
						+ " WHERE id = ? AND owner = ? AND lease_until = ? AND lease_until < " + this.database.now(),
				owner, leaseMillis, dead.id(), dead.owner(), dead.leaseUntil()) > 0;
	}

	/** Keeps a dead worker ours, or lets go of it with a lease of less than nothing. */
	boolean hold(Dead dead, String owner, long leaseMillis) {
		return this.jdbc.update(
				"UPDATE " + this.name + " SET lease_until = " + inMillis() + " WHERE id = ? AND owner = ?", leaseMillis,
				dead.id(), owner) > 0;
	}

	/** Forgets a dead worker that has nothing left. */
	void forget(Dead dead) {
		this.jdbc.update("DELETE FROM " + this.name + " WHERE id = ? AND owner = ? AND lease_until = ?", dead.id(),
				dead.owner(), dead.leaseUntil());
	}

	/** The next reports of a pile, the oldest first. */
	List<ReportRow> next(Dead dead, Pile pile, int rows) {
		List<Object> arguments = new ArrayList<>(List.of(dead.id()));
		StringBuilder condition = new StringBuilder();
		ReportAddress address = pile.address();
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

	/** Takes reports over; what another has got meanwhile is not among them. */
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
	 * A worker whose lease has run out.
	 *
	 * @param id its name
	 * @param owner itself, or the one that worked it off
	 * @param leaseUntil when the lease ran out
	 */
	record Dead(String id, String owner, long leaseUntil) {

		boolean isReleased() {
			return this.leaseUntil == RELEASED || !this.owner.equals(this.id);
		}

	}

	/**
	 * Reports of a worker that belong to the same place.
	 *
	 * @param address the place, if it is known
	 * @param reports their number
	 */
	record Pile(@Nullable ReportAddress address, int reports) {

	}

}
