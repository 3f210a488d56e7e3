// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.UnaryOperator;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.jdbc.JdbcJournal;

/**
 * Journals in tables. As a program it fills one with many reports, drains it, and prints
 * the pace and the memory that was needed: {@code -Djdbc.url=... Tables 100000}.
 */
public final class Tables {

	private Tables() {
	}

	static String url() {
		return Objects.requireNonNull(System.getProperty("jdbc.url"), "Set -Djdbc.url");
	}

	static FailureJournal open(String url, int capacity) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		return JdbcJournal.open(new HikariDataSource(config),
				new JdbcJournal.Settings("benchmark_journal", JdbcJournal.InitializeSchema.ALWAYS, capacity,
						Duration.ofSeconds(6), Duration.ofMinutes(1), 0, UnaryOperator.identity()),
				(mayTakeTime) -> null, null, Clock.systemUTC());
	}

	/**
	 * Fills and drains.
	 * @param arguments the number of reports
	 */
	public static void main(String[] arguments) {
		int reports = Integer.parseInt(arguments[0]);
		FailureJournal journal = open(url(), 2 * reports);
		String details = "\tat io.github.swffailure.Example.method(Example.java:42)\n".repeat(20);
		long start = System.nanoTime();
		for (int i = 0; i < reports; i++) {
			journal.add(new TaskFailure(ActivityTask.ofToken("token-" + i), new FailureDescription("reason", details),
					new FailureOrigin("X", "y", false), Clock.systemUTC().instant()));
		}
		print("kept", reports, start);
		start = System.nanoTime();
		int drained = 0;
		while (journal.size() > 0) {
			for (Iterator<TaskReport> all = journal.reports().iterator(); all.hasNext();) {
				TaskReport report = all.next();
				if (journal.contains(report)) {
					journal.remove(report);
					drained++;
				}
			}
		}
		print("drained", drained, start);
		System.out.println("left " + journal.size());
		System.exit(0);
	}

	private static void print(String what, int reports, long start) {
		long millis = (System.nanoTime() - start) / 1_000_000;
		System.gc();
		long used = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024 / 1024;
		System.out.println(what + " " + reports + " in " + millis + " ms, " + used + " MB in use");
	}

}
