// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.recording.RecordedCall;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JVMs with no disk in common, on one table.
 */
@Tag("endurance")
@Tag("reliability")
class WorkersOnATableTests {

	private static final int TASKS = 20;

	private static final Map<String, String> VARIABLES = Map.of("postgresql", "SWF_TEST_POSTGRESQL", "mariadb",
			"SWF_TEST_MARIADB");

	@TempDir
	private Path home;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final String table = "workers_" + ProcessHandle.current().pid() + "_" + System.nanoTime() % 100_000;

	private String url = "";

	private void use(String database) throws SQLException {
		if (database.equals("h2")) {
			Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
			this.url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:" + this.table + ";DB_CLOSE_DELAY=-1";
			return;
		}
		String found = System.getenv(VARIABLES.get(database));
		Assumptions.assumeTrue(found != null, () -> VARIABLES.get(database) + " is not set");
		this.url = Objects.requireNonNull(found);
	}

	private WorkerProcess start(int number) throws IOException {
		Path own = Files.createDirectories(this.home.resolve("host-" + number));
		return WorkerProcess.start(this.swf.endpoint(), own, number, "--swf.failure.journal.type=jdbc",
				"--test.database=" + this.url, "--swf.failure.journal.jdbc.table=" + this.table,
				"--swf.failure.journal.jdbc.initialize-schema=always", "--swf.failure.journal.jdbc.lease=4s",
				"--swf.failure.journal.track-in-flight=true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mariadb" })
	void survivorReportsWhatTheKilledHasLeftAndNothingTwice(String database) throws Exception {
		use(database);
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		schedule("hanging", "hang");
		try (this.swf; WorkerProcess victim = start(1).awaitReady()) {
			awaitRows("running", 1);
			for (int i = 0; i < TASKS; i++) {
				schedule("early-" + i, "throw");
			}
			awaitRows("failure", TASKS);
			try (WorkerProcess survivor = start(2).awaitReady()) {
				for (int i = 0; i < TASKS; i++) {
					schedule("late-" + i, "throw");
				}
				awaitRows("failure", 2 * TASKS);
				victim.kill();
				this.swf.faults().clear();
				awaitRows("failure", 0);
				Awaitility.await().atMost(40, TimeUnit.SECONDS).until(() -> !failed("hanging").isEmpty());
				awaitRows("running", 0);
				assertThat(survivor.log()).contains("which has ended, are taken over");
				survivor.end();
			}
			assertThat(failed("hanging")).singleElement()
				.satisfies((event) -> assertThat(event.string("reason")).startsWith("WorkerCrashed: "));
			for (int i = 0; i < TASKS; i++) {
				assertThat(failed("early-" + i)).hasSize(1);
				assertThat(failed("late-" + i)).hasSize(1);
			}
			assertThat(reports()).filteredOn(RecordedCall::succeeded).hasSize(2 * TASKS + 1);
			assertThat(reports()).extracting(RecordedCall::error).doesNotContain("UnknownResourceFault");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "postgresql", "mariadb" })
	void nothingIsLostWhileWorkersAreKilledAndTheDatabaseRestarts(String database) throws Exception {
		use(database);
		String control = System.getenv("SWF_TEST_DATABASES_CONTROL");
		Assumptions.assumeTrue(control != null, "SWF_TEST_DATABASES_CONTROL is not set");
		this.swf.faults().on("RespondActivityTaskFailed").times(15).throttle();
		try (this.swf; WorkerProcess first = start(1).awaitReady(); WorkerProcess second = start(2).awaitReady()) {
			for (int i = 0; i < 3 * TASKS; i++) {
				schedule("workflow-" + i, (i % 3 == 0) ? "slow" : "throw");
				if (i == TASKS) {
					assertThat(new ProcessBuilder(control, "restart", database).inheritIO().start().waitFor()).isZero();
				}
				if (i == 2 * TASKS) {
					awaitFailures();
					awaitTable(first);
					awaitTable(second);
				}
				if (i == 2 * TASKS + TASKS / 2) {
					first.kill();
				}
			}
			awaitFailures();
			awaitRows("failure", 0);
			assertThat(seen().toList()).hasSizeGreaterThan(TASKS)
				.allSatisfy((workflow) -> assertThat(failed(workflow)).hasSize(1));
			second.end();
		}
	}

	/** Before a kill too: a task that began while the database was away is not noted. */
	private void awaitFailures() {
		Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> seen().allMatch((id) -> !failed(id).isEmpty()));
	}

	/** While it is away for a worker, what the worker begins is not noted. */
	private static void awaitTable(WorkerProcess worker) {
		Awaitility.await()
			.atMost(40, TimeUnit.SECONDS)
			.until(() -> StringUtils.countOccurrencesOf(worker.log(), "' cannot be used: ") == StringUtils
				.countOccurrencesOf(worker.log(), "' can be used again"));
	}

	private Stream<String> seen() throws IOException {
		return Stream.of("host-1", "host-2")
			.map((host) -> this.home.resolve(host).resolve("seen").toFile().list())
			.filter(Objects::nonNull)
			.flatMap(Stream::of);
	}

	private void schedule(String workflowId, String input) {
		this.swf.activityTask("fail", "1.0").workflowId(workflowId).taskList("chaos").input(input).schedule();
	}

	private void awaitRows(String kind, int rows) {
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(this.url));
		Awaitility.await()
			.atMost(40, TimeUnit.SECONDS)
			.until(() -> jdbc.queryForList("SELECT id FROM " + this.table + " WHERE kind = ?", kind).size() == rows);
	}

	private List<HistoryEvent> failed(String workflowId) {
		return this.swf.events(workflowId)
			.stream()
			.filter((event) -> event.eventType().equals("ActivityTaskFailed"))
			.toList();
	}

	private List<RecordedCall> reports() {
		return this.swf.calls().of("RespondActivityTaskFailed");
	}

}
