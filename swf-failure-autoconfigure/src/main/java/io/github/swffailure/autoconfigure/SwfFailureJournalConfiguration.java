package io.github.swffailure.autoconfigure;

import java.nio.file.Path;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InFlightTasks;
import io.github.swffailure.journal.InMemoryFailureJournal;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

/**
 * Where undelivered failures are kept: in a directory if one is set, else in memory.
 */
final class SwfFailureJournalConfiguration {

	private SwfFailureJournalConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("swf.failure.journal.directory")
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InDirectory {

		@Bean
		DirectoryFailureJournal swfFailureJournal(SwfFailureProperties properties, BeanFactory beanFactory) {
			Path directory = properties.journal().directory();
			Assert.state(directory != null, "swf.failure.journal.directory must not be empty");
			return new DirectoryFailureJournal(directory, properties.journal().capacity(),
					SwfFailureAutoConfiguration.clock(beanFactory));
		}

		@Bean
		@Conditional(Switch.TrackInFlight.class)
		InFlightTasks swfFailureInFlightTasks(DirectoryFailureJournal journal, FailureDescriber describer,
				BeanFactory beanFactory) {
			return new InFlightTasks(journal, describer, SwfFailureAutoConfiguration.clock(beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(FailureJournal.class)
	static final class InMemory {

		@Bean
		InMemoryFailureJournal swfFailureJournal(SwfFailureProperties properties) {
			return new InMemoryFailureJournal(properties.journal().capacity());
		}

	}

}
