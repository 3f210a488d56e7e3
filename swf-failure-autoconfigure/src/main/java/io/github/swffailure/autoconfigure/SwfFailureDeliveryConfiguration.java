// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.function.Function;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration.Redactors;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.delivery.Redelivery;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The delivery to SWF: client, journal, reporter and redelivery. Backs off if the
 * application has its own reporter.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(TaskFailureReporter.class)
@Import({ SwfFailureJournalConfiguration.InTable.class, SwfFailureJournalConfiguration.InDirectory.class,
		SwfFailureJournalConfiguration.InMemory.class, SwfFailureJournalConfiguration.Tracking.class })
final class SwfFailureDeliveryConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(SwfFailureDeliveryConfiguration.class);

	private static final String ENCODE = "swf.failure.details.encode";

	@Bean
	SwfClientSource swfFailureClientSource(ConfigurableListableBeanFactory beanFactory, SwfFailureProperties properties,
			ObjectProvider<Redactors> redactors) {
		return new SwfClientSource(beanFactory, "swfFailureDeliveryLine", properties.delivery().attemptTimeout(),
				Redactors.ofMessages(redactors), SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	ClientForLastHandlers swfFailureClientForLastHandlers(SwfClientSource client,
			ActivityHandlerPostProcessor handlers) {
		return new ClientForLastHandlers(client, handlers);
	}

	@Bean
	ClientHost swfFailureClientHost(BeanFactory beanFactory) {
		return new ClientHost(SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	DeliveryLine swfFailureDeliveryLine(SwfFailureProperties properties, FailureJournal journal,
			ChildListeners.All listeners, SwfClientSource client, ObjectProvider<FailurePayloadCodec> codec) {
		return new DeliveryLine(client, properties.delivery().attemptTimeout(), journal, listeners.asOne(),
				properties.details().encode() ? encoder(codec.getIfAvailable()) : (details) -> details);
	}

	/** Details that cannot be encoded are not sent. */
	private static Function<String, @Nullable String> encoder(@Nullable FailurePayloadCodec codec) {
		if (codec == null) {
			throw SwfConfigurationException.ofProperty(ENCODE,
					ENCODE + " is enabled, but there is no bean of type FailurePayloadCodec",
					"Declare one, or remove '" + ENCODE + "'.", null);
		}
		return (details) -> {
			try {
				return codec.encodeDetails(details);
			}
			catch (Throwable ex) {
				logger.error("The details of a failure cannot be encoded, and are not sent: {}",
						SafeText.withoutMessages(ex));
				return null;
			}
		};
	}

	@Bean
	@Lazy
	TaskFailureReporter swfFailureReporter(DeliveryLine line, FailureDescriber describer, Redactors redactors,
			SwfFailureProperties properties, BeanFactory beanFactory) {
		return line.reporter(describer, redactors::redact,
				new DeliveryLine.Limits(properties.reason().maxLength(), properties.details().fittingLength()),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

	@Bean
	Redelivery swfFailureRedelivery(DeliveryLine line, SwfFailureProperties properties,
			ActivityHandlerPostProcessor handlers, BeanFactory beanFactory) {
		return new Redelivery(line, properties.toRedeliverySettings(),
				new Redelivery.Shutdown(properties.delivery().shutdownTimeout(), handlers::runningHandlers,
						handlers::runningTasks),
				SwfFailureAutoConfiguration.clock(beanFactory));
	}

	/**
	 * Creates the client when a context closes while handlers run, because a closed
	 * context creates no beans, but these handlers may still fail.
	 */
	record ClientForLastHandlers(SwfClientSource client,
			ActivityHandlerPostProcessor handlers) implements ApplicationListener<ContextClosedEvent> {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			try {
				if (this.handlers.runningHandlers() > 0) {
					this.client.get();
				}
			}
			catch (RuntimeException ex) {
				logger.debug("There is no client for handlers that still run", ex);
			}
		}

	}

}
