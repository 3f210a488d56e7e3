package io.github.swffailure.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration.Redactors;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.delivery.Redelivery;
import io.github.swffailure.delivery.SwfTaskFailureReporter;

/**
 * The way to SWF, with all that belongs to it; left out if the application has a reporter
 * of its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(TaskFailureReporter.class)
@Import({ SwfFailureJournalConfiguration.InDirectory.class, SwfFailureJournalConfiguration.InMemory.class })
final class SwfFailureDeliveryConfiguration {

	@Bean
	DeliveryLine swfFailureDeliveryLine(SwfFailureProperties properties, FailureJournal journal,
			SwfFailureAutoConfiguration.Listeners listeners, ConfigurableListableBeanFactory beanFactory) {
		return new DeliveryLine(SwfClientBean.in(beanFactory).usedBy("swfFailureDeliveryLine"),
				properties.delivery().attemptTimeout(), journal, listeners.all());
	}

	@Bean
	SwfTaskFailureReporter swfFailureReporter(DeliveryLine line, FailureDescriber describer, Redactors redactors,
			SwfFailureProperties properties, ObjectProvider<Clock> clock) {
		return new SwfTaskFailureReporter(line, describer, redactors::redact,
				new SwfTaskFailureReporter.Limits(properties.reason().maxLength(), properties.details().maxLength()),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	Redelivery swfFailureRedelivery(DeliveryLine line, SwfFailureProperties properties,
			ActivityHandlerPostProcessor handlers, ObjectProvider<Clock> clock) {
		return new Redelivery(line, properties.toRedeliverySettings(),
				new Redelivery.Shutdown(properties.delivery().shutdownTimeout(), handlers::runningHandlers),
				clock.getIfUnique(Clock::systemUTC));
	}

}
