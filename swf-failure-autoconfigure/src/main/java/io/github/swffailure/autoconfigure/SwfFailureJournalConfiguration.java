package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.Assert;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InFlightTasks;
import io.github.swffailure.journal.InMemoryFailureJournal;

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
		DirectoryFailureJournal swfFailureJournal(SwfFailureProperties properties, ObjectProvider<Clock> clock) {
			Path directory = properties.journal().directory();
			Assert.state(directory != null, "swf.failure.journal.directory must not be empty");
			return new DirectoryFailureJournal(directory, properties.journal().capacity(),
					clock.getIfUnique(Clock::systemUTC));
		}

		@Bean
		@ConditionalOnBooleanProperty(name = "swf.failure.journal.track-in-flight", matchIfMissing = true)
		InFlightTasks swfFailureInFlightTasks(DirectoryFailureJournal journal, FailureDescriber describer,
				ObjectProvider<Clock> clock) {
			return new InFlightTasks(journal, describer, clock.getIfUnique(Clock::systemUTC));
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
