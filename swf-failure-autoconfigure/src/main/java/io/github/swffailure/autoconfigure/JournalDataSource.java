// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration.Redactors;
import io.github.swffailure.journal.jdbc.JdbcJournal;
import io.github.swffailure.journal.jdbc.JdbcJournal.Settings;
import io.github.swffailure.redaction.SecretRedactor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Opens the journal in a table of the DataSource with our qualifier, or of the
 * application's DataSource.
 */
final class JournalDataSource {

	private final ConfigurableListableBeanFactory beanFactory;

	private final String journal;

	JournalDataSource(ConfigurableListableBeanFactory beanFactory, String journal) {
		this.beanFactory = beanFactory;
		this.journal = journal;
	}

	FailureJournal open(SwfFailureProperties properties, @Nullable FailurePayloadCodec codec) {
		requireSpringJdbc();
		JournalProperties.Jdbc jdbc = properties.journal().jdbc();
		Duration attempt = properties.delivery().attemptTimeout();
		Duration least = attempt.multipliedBy(4);
		Settings settings = new Settings(jdbc.table(), jdbc.initializeSchema(), properties.journal().capacity(),
				attempt, (jdbc.lease().compareTo(least) < 0) ? least : jdbc.lease(),
				(jdbc.poolSize() != null) ? jdbc.poolSize() : 0,
				Redactors.ofMessages(this.beanFactory.getBeanProvider(Redactors.class)));
		try {
			return JdbcJournal.open(find(), settings, new ClientAddress(this.beanFactory, properties.domain()), codec,
					SwfFailureAutoConfiguration.clock(this.beanFactory));
		}
		catch (JdbcJournal.UnusableException ex) {
			throw SwfConfigurationException.of(settings.redactor().apply(String.valueOf(ex.getMessage())), ex.action(),
					ex);
		}
	}

	private void requireSpringJdbc() {
		if (!ClassUtils.isPresent("org.springframework.jdbc.core.JdbcTemplate",
				this.beanFactory.getBeanClassLoader())) {
			throw SwfConfigurationException
				.of(SwfFailureJournalConfiguration.TYPE + " is 'jdbc', but spring-jdbc is not on the class path",
						"Add the dependency 'org.springframework.boot:spring-boot-starter-jdbc' and the driver of the"
								+ " database, or set '" + SwfFailureJournalConfiguration.TYPE + "' to directory.",
						null);
		}
	}

	/**
	 * Registers the dependency, so that the journal is destroyed before the DataSource.
	 */
	private DataSource find() {
		String name = new BeanChoice(this.beanFactory).nameOf(DataSource.class, "swfFailureDataSource");
		if (name == null) {
			throw SwfConfigurationException.of(
					SwfFailureJournalConfiguration.TYPE + " is 'jdbc', but there is no bean of type DataSource",
					"Set spring.datasource.url and have 'org.springframework.boot:spring-boot-starter-jdbc' and the"
							+ " driver of the database on the class path, or define a DataSource bean, for our use"
							+ " alone with @Qualifier(\"" + BeanChoice.QUALIFIER + "\").",
					null);
		}
		this.beanFactory.registerDependentBean(name, this.journal);
		return this.beanFactory.getBean(name, DataSource.class);
	}

	/** Explains that the DataSource cannot be created because its driver is missing. */
	@Order(Ordered.LOWEST_PRECEDENCE)
	static final class NoDriverFailureAnalyzer implements FailureAnalyzer {

		private static final Pattern NO_DRIVER = Pattern.compile("(Cannot|Failed to) (load|get) driver");

		private final Environment environment;

		NoDriverFailureAnalyzer(Environment environment) {
			this.environment = environment;
		}

		@Override
		public @Nullable FailureAnalysis analyze(Throwable failure) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (NO_DRIVER.matcher(String.valueOf(cause.getMessage())).lookingAt() && isInTable()) {
					return new FailureAnalysis(
							"The failure journal cannot be kept in a table, because there is no driver: "
									+ SecretRedactor.create(List.of()).redact(String.valueOf(cause.getMessage())),
							"Add the driver of the database to the class path, for example 'org.postgresql:postgresql'.",
							cause);
				}
			}
			return null;
		}

		private boolean isInTable() {
			return SwfFailureJournalConfiguration.OfType.find(this.environment) == JournalProperties.Type.JDBC;
		}

	}

}
