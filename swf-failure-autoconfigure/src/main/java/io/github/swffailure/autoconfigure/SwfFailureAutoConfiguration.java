package io.github.swffailure.autoconfigure;

import java.time.Clock;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.description.StandardFailureDescriber;
import io.github.swffailure.logging.ActivityMdc;
import io.github.swffailure.logging.LoggingTaskFailureListener;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the report of what
 * {@link io.github.swffailure.ActivityHandler @ActivityHandler} methods throw. Last of
 * all, so that the post-processor ends up outside those that retry.
 */
@AutoConfiguration(after = SwfClientAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(SwfClient.class)
@ConditionalOnBooleanProperty(name = "swf.failure.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ SwfFailureProperties.class, SwfDeliveryProperties.class })
@Import(SwfFailureDeliveryConfiguration.class)
public final class SwfFailureAutoConfiguration {

	@Bean
	static ActivityHandlerPostProcessor activityHandlerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		return new ActivityHandlerPostProcessor(beanFactory,
				environment.getProperty("swf.failure.rethrow", Boolean.class, true),
				environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
	}

	@Bean
	Redactors failureRedactors(SwfFailureProperties properties, ObjectProvider<FailureRedactor> redactors) {
		return Redactors.of(properties.redaction(), redactors.orderedStream());
	}

	@Bean
	@ConditionalOnMissingBean
	FailureDescriber failureDescriber(SwfFailureProperties properties, Redactors redactors,
			ObjectProvider<TaskFailureListener> listeners) {
		return StandardFailureDescriber.create(properties.toDescriptionSettings(redactors.inOrder()),
				SwfFailureDeliveryConfiguration.guarded(listeners)::onRedactionError);
	}

	@Bean
	@ConditionalOnMissingBean
	LoggingTaskFailureListener loggingTaskFailureListener(SwfDeliveryProperties delivery,
			SwfFailureProperties properties, ObjectProvider<Clock> clock) {
		return new LoggingTaskFailureListener(delivery.domain(), clock.getIfUnique(Clock::systemUTC),
				properties.logging().levels());
	}

	@Bean
	@ConditionalOnMissingBean
	ActivityMdc activityMdc(SwfDeliveryProperties properties) {
		return new ActivityMdc(properties.domain());
	}

	@Bean
	TaskFailureListener failureMdc() {
		return ActivityMdc.ofReports();
	}

}
