package io.github.swffailure.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InFlightTasks;
import io.github.swffailure.journal.InMemoryFailureJournal;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Where undelivered failures are kept: in a directory if one is set, else in memory.
 */
final class SwfFailureJournalConfiguration {

	private static final String DIRECTORY = "swf.failure.journal.directory";

	private SwfFailureJournalConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(DirectoryIsSet.class)
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InDirectory {

		@Bean
		DirectoryFailureJournal swfFailureJournal(SwfFailureProperties properties,
				ConfigurableListableBeanFactory beanFactory) {
			Path directory = properties.journal().directory();
			if (directory == null) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, "", "be the path of a directory");
			}
			if (Files.exists(directory) && !Files.isDirectory(directory)) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, directory,
						"be a directory, or the path of a new one,");
			}
			try {
				return new DirectoryFailureJournal(directory, properties.journal().capacity(),
						SwfFailureAutoConfiguration.clock(beanFactory),
						new ClientAddress(beanFactory, properties.domain()));
			}
			catch (IllegalStateException ex) {
				throw SwfConfigurationException.ofProperty(DIRECTORY, DIRECTORY + " cannot be used: " + ex.getMessage(),
						"Set '" + DIRECTORY + "' to a directory of this application alone, for example '"
								+ directory.resolve("swf-failure") + "', which is created for its user.",
						ex);
			}
		}

		@Bean
		@Conditional(Switch.TrackInFlight.class)
		InFlightTasks swfFailureInFlightTasks(DirectoryFailureJournal journal, FailureDescriber describer,
				BeanFactory beanFactory) {
			return new InFlightTasks(journal, describer, SwfFailureAutoConfiguration.clock(beanFactory));
		}

	}

	/**
	 * Whether a directory is set; also one by the name of "false".
	 */
	static final class DirectoryIsSet extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			boolean set = context.getEnvironment().containsProperty(DIRECTORY);
			return new ConditionOutcome(set,
					ConditionMessage.forCondition(DIRECTORY).because(set ? "it is set" : "it is not set"));
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

}
