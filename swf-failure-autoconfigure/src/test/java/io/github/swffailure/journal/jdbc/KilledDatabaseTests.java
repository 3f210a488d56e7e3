// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A database that is killed and started again. Runs after all that need it.
 */
class KilledDatabaseTests {

	@ParameterizedTest
	@EnumSource(value = Database.class, names = { "POSTGRESQL", "MYSQL" })
	void databaseThatIsKilledAndStartedAgainLosesNothing(Database kind) throws IOException, InterruptedException {
		TestDatabase real = TestDatabase.of(kind);
		String control = System.getenv("SWF_TEST_DATABASES_CONTROL");
		Assumptions.assumeTrue(control != null, "SWF_TEST_DATABASES_CONTROL is not set");
		try (JdbcFailureJournal restarted = real.open(new Settings(real.table(), InitializeSchema.ALWAYS, 100,
				Duration.ofMillis(600), Duration.ofSeconds(6), 0, UnaryOperator.identity()), null)) {
			restarted.add(failure("before"));
			Process process = new ProcessBuilder(control, "restart",
					(kind == Database.MYSQL) ? "mariadb" : "postgresql")
				.inheritIO()
				.start();
			for (int i = 0; process.isAlive() || i < 20; i++) {
				restarted.add(failure("token" + i % 50));
			}
			assertThat(process.waitFor()).isZero();
			Awaitility.await()
				.atMost(20, TimeUnit.SECONDS)
				.until(() -> restarted.problem() == null && restarted.isDurable());
			assertThat(restarted.reports()).contains(failure("before"), failure("token0")).doesNotHaveDuplicates();
			assertThat(real.count("kind = 'failure'")).isEqualTo(restarted.size());
		}
	}

}
