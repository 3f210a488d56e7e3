// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.autoconfigure.JournalDataSource.NoDriverFailureAnalyzer;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class JdbcJournalConfigurationTests {

	private static final TaskFailure FAILURE = new TaskFailure(ActivityTask.ofToken("token"),
			new FailureDescription("reason", "details"), new FailureOrigin("X", "y", false),
			Instant.parse("2026-11-23T10:00:00.123Z"));

	private final HikariDataSource dataSource = pool("jdbc:h2:mem:" + UUID.randomUUID());

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
		.withPropertyValues("swf.failure.journal.type=jdbc");

	private final ApplicationContextRunner contextRunner = this.plain.withBean(DataSource.class, () -> this.dataSource);

	private static HikariDataSource pool(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		return new HikariDataSource(config);
	}

	private int rows(DataSource where) {
		return new JdbcTemplate(where).queryForList("SELECT id FROM swf_failure_journal WHERE kind <> 'worker'").size();
	}

	private static Consumer<FailureAnalysis> says(String description, String action) {
		return (analysis) -> {
			assertThat(analysis.getDescription()).contains(description);
			assertThat(analysis.getAction()).contains(action);
		};
	}

	private static FailureAnalysis analysis(Throwable failure) {
		FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(null).analyze(failure);
		assertThat(analysis).as(() -> String.valueOf(failure)).isNotNull();
		return analysis;
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "JDBC", " Jdbc " })
	void withTheTypeAndADataSourceReportsAreKeptInATable(String type) {
		this.contextRunner.withPropertyValues("swf.failure.journal.type=" + type).run((context) -> {
			FailureJournal journal = context.getBean(FailureJournal.class);
			assertThat(journal.add(FAILURE)).isTrue();
			assertThat(journal.isDurable()).isTrue();
			assertThat(rows(this.dataSource)).isOne();
			assertThat(context).doesNotHaveBean(InFlightTasks.class);
		});
	}

	@Test
	void runningTasksAreTrackedOnRequestOrWithAWorker() {
		this.contextRunner.withPropertyValues("swf.failure.journal.track-in-flight=true")
			.run((context) -> assertThat(context).hasSingleBean(InFlightTasks.class));
		this.contextRunner.withPropertyValues("swf.worker.task-list=payments")
			.run((context) -> assertThat(context).hasSingleBean(InFlightTasks.class));
		this.contextRunner
			.withPropertyValues("swf.worker.task-list=payments", "swf.failure.journal.track-in-flight=false")
			.run((context) -> assertThat(context).doesNotHaveBean(InFlightTasks.class));
		this.contextRunner.withPropertyValues("swf.worker.task-list=payments", "swf.worker.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(InFlightTasks.class));
	}

	@Test
	void directoryAndMemoryCanBeNamed() {
		this.plain.withPropertyValues("swf.failure.journal.type=memory")
			.run((context) -> assertThat(context).hasSingleBean(InMemoryFailureJournal.class));
		this.plain
			.withPropertyValues("swf.failure.journal.type=directory",
					"swf.failure.journal.directory=target/named/journal")
			.run((context) -> assertThat(context).hasSingleBean(DirectoryFailureJournal.class));
		this.plain.withPropertyValues("swf.failure.journal.type=directory")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith(
						"swf.failure.journal.directory must be the path of the directory that keeps the journal"));
		this.plain.withPropertyValues("swf.failure.journal.type=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("swf.failure.journal.type must be memory, directory or jdbc but was 'redis'"));
	}

	@Test
	void propertyOfAnotherTypeIsAWarning(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("swf.failure.journal.directory=target/void", "swf.failure.journal.jdbc.lease=2m")
			.run((context) -> assertThat(output).contains(
					"Property 'swf.failure.journal.directory' has no effect as 'swf.failure.journal.type' is 'jdbc'")
				.doesNotContain("'swf.failure.journal.jdbc.lease' has no effect"));
		this.plain.withPropertyValues("swf.failure.journal.type=memory", "swf.failure.journal.jdbc.lease=2m")
			.run((context) -> assertThat(output).contains("Property 'swf.failure.journal.jdbc.lease' has no effect"));
	}

	@Test
	void withoutADataSourceTheStartFails() {
		this.plain.run((context) -> assertThat(analysis(context.getStartupFailure()))
			.satisfies(says("there is no bean of type DataSource", "spring.datasource.url")));
	}

	@Test
	void withoutSpringJdbcTheStartFails() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.satisfies(says("spring-jdbc is not on the class path", "spring-boot-starter-jdbc")));
	}

	@Test
	void withoutADriverTheStartFails() {
		this.plain.withBean(DataSource.class, () -> {
			HikariConfig config = new HikariConfig();
			config.setDriverClassName("com.example.Driver");
			return new HikariDataSource(config);
		})
			.run((context) -> assertThat(
					new NoDriverFailureAnalyzer(new MockEnvironment().withProperty("swf.failure.journal.type", "jdbc"))
						.analyze(context.getStartupFailure()))
				.satisfies(says("there is no driver: Failed to load", "org.postgresql:postgresql")));
		this.plain.withBean(DataSource.class, () -> new DriverManagerDataSource("jdbc:none:x?password=q7XwZ9kLm2"))
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.satisfies(says("there is no driver: No suitable driver", "org.postgresql:postgresql"))
				.extracting(FailureAnalysis::getDescription)
				.asString()
				.endsWith("jdbc:none:x?password=[redacted]"));
	}

	@Test
	void passwordInAUrlWithoutADriverIsNotShown() {
		RuntimeException failure = new RuntimeException(
				"Failed to get driver instance for jdbcUrl=jdbc:none:x?password=q7XwZ9kLm2");

		assertThat(new NoDriverFailureAnalyzer(new MockEnvironment().withProperty("swf.failure.journal.type", "jdbc"))
			.analyze(failure)).satisfies(says("jdbcUrl=jdbc:none:x?password=[redacted]", "org.postgresql:postgresql"));
	}

	@Test
	void oneOfTwoDataSourcesIsToBeChosen() {
		this.contextRunner.withBean("other", DataSource.class, () -> this.dataSource)
			.run((context) -> assertThat(analysis(context.getStartupFailure())).satisfies(
					says("The failure journal is to be kept in a table, but there are 2 beans of type DataSource",
							"@Qualifier(\"swfFailure\")")));
	}

	@Test
	void missingTableFailsTheStartWithItsScript() {
		this.contextRunner
			.withPropertyValues("swf.failure.journal.jdbc.initialize-schema=never",
					"swf.failure.journal.jdbc.table=reports")
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.satisfies(says("has no table 'reports'", "CREATE TABLE IF NOT EXISTS reports (")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1table", "a;drop table b", "", "a.b.c.d", "\"q\"" })
	void tableIsAName(String name) {
		this.contextRunner.withPropertyValues("swf.failure.journal.jdbc.table=" + name)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("swf.failure.journal.jdbc.table must be a name of letters"));
	}

	@Test
	void qualifiedDataSourceIsPreferred() {
		this.contextRunner.withUserConfiguration(Qualified.class).run((context) -> {
			context.getBean(FailureJournal.class).add(FAILURE);
			assertThat(rows(context.getBean("other", DataSource.class))).isOne();
		});
	}

	@Test
	void smallPoolIsLikeThatOfTheApplicationAndClosed() {
		this.contextRunner.withPropertyValues("swf.failure.journal.jdbc.pool-size=2").run((context) -> {
			List<Connection> all = new ArrayList<>();
			for (int i = 0; i < this.dataSource.getMaximumPoolSize(); i++) {
				all.add(this.dataSource.getConnection());
			}
			FailureJournal journal = context.getBean(FailureJournal.class);
			assertThat(journal.add(FAILURE)).isTrue();
			assertThat(journal.isDurable()).isTrue();
			for (Connection connection : all) {
				connection.close();
			}
			assertThat(rows(this.dataSource)).isOne();
		});
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.noneMatch((thread) -> thread.getName().startsWith("swf-failure-journal:")));
		this.plain.withBean(DataSource.class, JdbcDataSource::new)
			.withPropertyValues("swf.failure.journal.jdbc.pool-size=2")
			.run((context) -> assertThat(analysis(context.getStartupFailure()))
				.satisfies(says("not a HikariCP pool but a org.h2", "@Qualifier(\"swfFailure\")")));
	}

	@Test
	void codecOfTheApplicationEncodesWhatIsKept() {
		this.contextRunner.withBean(FailurePayloadCodec.class, Reversed::new).run((context) -> {
			FailureJournal journal = context.getBean(FailureJournal.class);
			journal.add(FAILURE);
			assertThat(journal.reports()).containsExactly(FAILURE);
			assertThat(new JdbcTemplate(this.dataSource)
				.queryForList("SELECT payload FROM swf_failure_journal" + " WHERE kind <> 'worker'", String.class))
				.noneMatch((payload) -> payload.contains("token"));
		});
	}

	private static final class Reversed implements FailurePayloadCodec {

		@Override
		public byte[] encode(byte[] payload) {
			byte[] reversed = new byte[payload.length];
			for (int i = 0; i < payload.length; i++) {
				reversed[payload.length - 1 - i] = payload[i];
			}
			return reversed;
		}

		@Override
		public byte[] decode(byte[] encoded) {
			return encode(encoded);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Qualified {

		@Bean(defaultCandidate = false)
		@Qualifier("swfFailure")
		DataSource other() {
			return pool("jdbc:h2:mem:" + UUID.randomUUID());
		}

	}

}
