// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.EOFException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A pool whose connections commit when they are asked to, and with which things go wrong.
 */
final class FaultyDataSource extends DelegatingDataSource {

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger commits = new AtomicInteger();

	private final AtomicInteger statements = new AtomicInteger();

	private volatile Fault fault = Fault.NONE;

	private volatile CountDownLatch free = new CountDownLatch(0);

	private volatile int times;

	private final AtomicReference<@Nullable Runnable> afterCommit = new AtomicReference<>();

	FaultyDataSource(DataSource target) {
		super(target);
	}

	void begin(Fault newFault) {
		begin(newFault, Integer.MAX_VALUE);
	}

	void begin(Fault newFault, int newTimes) {
		this.free = new CountDownLatch((newFault == Fault.EXHAUSTED) ? 1 : 0);
		this.times = newTimes;
		this.commits.set(0);
		this.fault = newFault;
	}

	void end() {
		this.fault = Fault.NONE;
		this.free.countDown();
	}

	/** What happens once between the next commit and its answer. */
	void afterCommit(Runnable action) {
		this.afterCommit.set(action);
	}

	/** How often a connection was asked for. */
	int connections() {
		return this.connections.get();
	}

	/** How many statements were prepared or created. */
	int statements() {
		return this.statements.get();
	}

	@Override
	public Connection getConnection() throws SQLException {
		this.connections.incrementAndGet();
		if (this.fault == Fault.UNREACHABLE) {
			throw new SQLException("Connection refused", "08001", new EOFException());
		}
		try {
			this.free.await();
		}
		catch (InterruptedException ex) {
			throw new SQLException("interrupted", ex);
		}
		Connection connection = super.getConnection();
		connection.setAutoCommit(false);
		AtomicBoolean broken = new AtomicBoolean();
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					if (method.getName().endsWith("Statement")) {
						this.statements.incrementAndGet();
					}
					if (broken.get()) {
						throw new SQLException("Connection is closed");
					}
					Runnable action = method.getName().equals("commit") ? this.afterCommit.getAndSet(null) : null;
					if (action != null) {
						connection.commit();
						action.run();
					}
					boolean strikes = this.commits.get() < this.times && switch (method.getName()) {
						case "commit" -> beforeCommit(connection);
						case "prepareStatement" -> beforeStatement((String) arguments[0], broken);
						default -> false;
					};
					try {
						return strikes ? null : method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	/**
	 * Throws what drivers throw.
	 * @param broken set if a pool would close the connection for it, as HikariCP does
	 */
	private boolean beforeStatement(String sql, AtomicBoolean broken) throws SQLException {
		if (this.fault == Fault.TERMINATED) {
			broken.set(true);
			throw new SQLException("FATAL: terminating connection due to administrator command", "57P01");
		}
		if (this.fault == Fault.READ_ONLY && !sql.startsWith("SELECT")) {
			throw new SQLException("cannot execute in a read-only transaction", "25006");
		}
		if (this.fault == Fault.DEADLOCK && sql.startsWith("INSERT")) {
			this.commits.incrementAndGet();
			throw new SQLException("deadlock detected", "40P01");
		}
		return false;
	}

	private boolean beforeCommit(Connection connection) throws SQLException {
		if (this.fault == Fault.CONFLICT_AT_COMMIT) {
			this.commits.incrementAndGet();
			connection.rollback();
			throw new SQLException("could not serialize access due to read/write dependencies", "40001");
		}
		if (this.fault == Fault.CUT_BEFORE_COMMIT || this.fault == Fault.CUT_AFTER_COMMIT) {
			this.commits.incrementAndGet();
			if (this.fault == Fault.CUT_AFTER_COMMIT) {
				connection.commit();
			}
			else {
				connection.rollback();
			}
			throw new SQLException("An I/O error occurred while sending to the backend", "08006");
		}
		return false;
	}

	enum Fault {

		NONE, UNREACHABLE, EXHAUSTED, READ_ONLY, TERMINATED, DEADLOCK, CONFLICT_AT_COMMIT, CUT_BEFORE_COMMIT,
		CUT_AFTER_COMMIT

	}

}
