package io.github.swffailure.autoconfigure;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration.Redactors;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.delivery.Redelivery;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * The way to SWF, with all that belongs to it; left out if the application has a reporter
 * of its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(TaskFailureReporter.class)
@Import({ SwfFailureJournalConfiguration.InTable.class, SwfFailureJournalConfiguration.InDirectory.class,
		SwfFailureJournalConfiguration.InMemory.class })
final class SwfFailureDeliveryConfiguration {

	@Bean
	SwfClientSource swfFailureClientSource(ConfigurableListableBeanFactory beanFactory,
			SwfFailureProperties properties) {
		return new SwfClientSource(beanFactory, "swfFailureDeliveryLine", properties.delivery().attemptTimeout(),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	ClientHost swfFailureClientHost(BeanFactory beanFactory) {
		return new ClientHost(SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	DeliveryLine swfFailureDeliveryLine(SwfFailureProperties properties, FailureJournal journal,
			ChildListeners.All listeners, SwfClientSource client) {
		return new DeliveryLine(client, properties.delivery().attemptTimeout(), journal, listeners.asOne());
	}

	@Bean
	@Lazy
	TaskFailureReporter swfFailureReporter(DeliveryLine line, FailureDescriber describer, Redactors redactors,
			SwfFailureProperties properties, BeanFactory beanFactory) {
		return line.reporter(describer, redactors::redact,
				new DeliveryLine.Limits(properties.reason().maxLength(), properties.details().maxLength()),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	Redelivery swfFailureRedelivery(DeliveryLine line, SwfFailureProperties properties,
			ActivityHandlerPostProcessor handlers, BeanFactory beanFactory) {
		return new Redelivery(line, properties.toRedeliverySettings(),
				new Redelivery.Shutdown(properties.delivery().shutdownTimeout(), handlers::runningHandlers),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

}
