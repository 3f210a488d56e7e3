// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** A call that is given up and ends while the maintenance makes up for it. */
class LateWriteTests {

	private final Gate gate = new Gate();

	private final TestDatabase database = new TestDatabase(this.gate);

	@Test
	void reportOfATaskThatCouldNotBeNotedInTimeIsKept() {
		try (JdbcFailureJournal journal = this.database
			.open(new Settings(this.database.table(), InitializeSchema.ALWAYS, 100, Duration.ofMillis(600),
					Duration.ofSeconds(6), 0, UnaryOperator.identity()), null)) {
			this.gate.closed = new CountDownLatch(1);
			assertThat(journal.taskStarted(failure("a"))).isTrue();
			assertThat(journal.add(failure("a"))).isTrue();
			journal.taskEnded(failure("a").task());
			this.gate.opensBetweenSteps = true;
			Awaitility.await().until(() -> this.database.count("kind = 'failure'") == 1 && journal.isDurable());
			int rounds = this.gate.steps.get();
			Awaitility.await().until(() -> this.gate.steps.get() >= rounds + 5);
			assertThat(journal.reports()).containsExactly(failure("a"));
			journal.remove(failure("a"));
			assertThat(this.database.count("kind <> 'worker'")).isZero();
		}
	}

	/**
	 * Lets calls wait for their connections until the maintenance has deleted what it
	 * could, and is about to write.
	 */
	private static final class Gate extends DelegatingDataSource {

		private static final String CALLS = "swf-failure-journal-\\d+";

		private final AtomicInteger steps = new AtomicInteger();

		private volatile CountDownLatch closed = new CountDownLatch(0);

		private volatile boolean opensBetweenSteps;

		Gate() {
			super(TestDatabase.of(Database.H2).dataSource());
		}

		@Override
		public Connection getConnection() throws SQLException {
			String thread = Thread.currentThread().getName();
			if (thread.matches(CALLS)) {
				assertThatNoException().isThrownBy(() -> this.closed.await());
			}
			Connection connection = super.getConnection();
			return !thread.startsWith("swf-failure-journal-lease-") ? connection
					: (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
							new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
								try {
									Object result = method.invoke(connection, arguments);
									if (method.getName().equals("close")) {
										afterStep();
									}
									return result;
								}
								catch (InvocationTargetException ex) {
									throw ex.getCause();
								}
							});
		}

		private void afterStep() {
			this.steps.incrementAndGet();
			if (this.opensBetweenSteps && this.closed.getCount() > 0) {
				this.closed.countDown();
				Awaitility.await()
					.until(() -> Thread.getAllStackTraces()
						.entrySet()
						.stream()
						.filter((thread) -> thread.getKey().getName().matches(CALLS))
						.flatMap((thread) -> Stream.of(thread.getValue()))
						.noneMatch((frame) -> frame.getClassName().startsWith(DatabaseCalls.class.getName())));
			}
		}

	}

}
