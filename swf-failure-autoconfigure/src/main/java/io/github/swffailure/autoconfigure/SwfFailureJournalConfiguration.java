// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InMemoryFailureJournal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Where undelivered reports are kept: in a table, in a directory or in memory, according
 * to {@value #TYPE}.
 */
final class SwfFailureJournalConfiguration {

	static final String TYPE = "swf.failure.journal.type";

	static final String TRACK_IN_FLIGHT = "swf.failure.journal.track-in-flight";

	private static final String DIRECTORY = "swf.failure.journal.directory";

	private SwfFailureJournalConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OfType.Directory.class)
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InDirectory {

		@Bean
		DirectoryFailureJournal swfFailureJournal(SwfFailureProperties properties,
				ObjectProvider<FailurePayloadCodec> codec, ConfigurableListableBeanFactory beanFactory) {
			Path directory = properties.journal().directory();
			if (directory == null) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, "",
						"be the path of the directory that keeps the journal,");
			}
			requirePlausible(directory);
			try {
				return created(directory,
						new DirectoryFailureJournal(directory, properties.journal().capacity(),
								SwfFailureAutoConfiguration.clock(beanFactory),
								new ClientAddress(beanFactory, properties.domain()), codec.getIfAvailable()));
			}
			catch (IllegalStateException ex) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, DIRECTORY + " cannot be used: " + ex.getMessage(),
						"Set '" + DIRECTORY + "' to a directory of this application only, for example '"
								+ directory.resolve("swf-failure") + "', which is created for its user.",
						ex);
			}
		}

		private static void requirePlausible(Path directory) {
			if (directory.startsWith("~")) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, directory,
						"not begin with '~', which only a shell replaces: write '${user.home}',");
			}
			if (Files.exists(directory) && !Files.isDirectory(directory)) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, directory,
						"be a directory, or the path of a new one,");
			}
		}

		/**
		 * Refuses a directory that cannot be created, or is in a file system without room
		 * for files, such as {@code /proc}, because reports would be lost with the
		 * process. An existing directory that cannot be written is accepted: its reports
		 * can be delivered, and the problem may be temporary.
		 */
		private static DirectoryFailureJournal created(Path directory, DirectoryFailureJournal journal) {
			if (Files.isDirectory(directory) && (journal.problem() == null || hasRoom(directory))) {
				return journal;
			}
			journal.close();
			Path existing = directory.toAbsolutePath();
			while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
				existing = existing.getParent();
			}
			throw SwfConfigurationException.ofProperty(DIRECTORY, directory,
					"be a directory that can be created, but nothing can be created in '" + existing + "',");
		}

		private static boolean hasRoom(Path directory) {
			try {
				return Files.getFileStore(directory).getTotalSpace() > 0;
			}
			catch (IOException ex) {
				return true;
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OfType.Jdbc.class)
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InTable {

		@Bean
		@DependsOnDatabaseInitialization
		FailureJournal swfFailureJournal(SwfFailureProperties properties, ObjectProvider<FailurePayloadCodec> codec,
				ConfigurableListableBeanFactory beanFactory) {
			return new JournalDataSource(beanFactory, "swfFailureJournal").open(properties, codec.getIfAvailable());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InMemory {

		@Bean
		InMemoryFailureJournal swfFailureJournal(SwfFailureProperties properties, BeanFactory beanFactory) {
			return new InMemoryFailureJournal(properties.journal().capacity(),
					SwfFailureAutoConfiguration.clock(beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(OfType.WorthTracking.class)
	static final class Tracking {

		/** Returns {@code null} if the journal does not track tasks. */
		@Bean
		@Nullable InFlightTasks swfFailureInFlightTasks(FailureJournal journal, ObjectProvider<FailureDescriber> describer,
				BeanFactory beanFactory) {
			return journal.tracksTasks()
					? new InFlightTasks(journal, describer.getObject(), SwfFailureAutoConfiguration.clock(beanFactory))
					: null;
		}

	}

	/** Matches the type of the journal. Does not test the directory for "false". */
	abstract static class OfType extends SpringBootCondition {

		private final JournalProperties.Type type;

		private OfType(JournalProperties.Type type) {
			this.type = type;
		}

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			JournalProperties.Type found = find(context.getEnvironment());
			return new ConditionOutcome(found == this.type,
					ConditionMessage.forCondition(TYPE).because("it is " + found));
		}

		static JournalProperties.Type find(Environment environment) {
			String text = Binder.get(environment).bind(TYPE, String.class).orElse("");
			if (text.isEmpty()) {
				return environment.containsProperty(DIRECTORY) ? JournalProperties.Type.DIRECTORY
						: JournalProperties.Type.MEMORY;
			}
			for (JournalProperties.Type type : JournalProperties.Type.values()) {
				if (type.name().equalsIgnoreCase(text.trim())) {
					return type;
				}
			}
			throw SwfConfigurationException.ofProperty(TYPE, text, "be memory, directory or jdbc");
		}

		static final class Directory extends OfType {

			Directory() {
				super(JournalProperties.Type.DIRECTORY);
			}

		}

		static final class Jdbc extends OfType {

			Jdbc() {
				super(JournalProperties.Type.JDBC);
			}

		}

		/**
		 * Whether to record running tasks. In a table, where this takes two statements
		 * per task, only if our worker runs them or the application requests it.
		 */
		static final class WorthTracking extends SpringBootCondition {

			@Override
			public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
				Environment environment = context.getEnvironment();
				boolean wished = find(environment) != JournalProperties.Type.JDBC
						|| Binder.get(environment).bind(TRACK_IN_FLIGHT, String.class).isBound()
						|| SwfWorkerAutoConfiguration.OnTaskList.isWorker(environment);
				boolean on = wished && Switch.isOn(environment, TRACK_IN_FLIGHT);
				return new ConditionOutcome(on,
						ConditionMessage.forCondition(TRACK_IN_FLIGHT).because(on ? "it is on" : "it is not on"));
			}

		}

	}

}
