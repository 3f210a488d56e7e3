// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import io.github.swffailure.autoconfigure.ChildListeners.All;
import io.github.swffailure.description.StandardFailureDescriber;
import io.github.swffailure.logging.ActivityMdc;
import io.github.swffailure.logging.LoggingTaskFailureListener;
import io.github.swffailure.redaction.SecretRedactor;
import io.github.swffailure.support.BeansInOrder;
import io.github.swffailure.support.SafeText;
import io.github.swffailure.support.TaskFailureListeners;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration for reporting exceptions of
 * {@link io.github.swffailure.ActivityHandler @ActivityHandler} methods. Ordered last, so
 * that its interceptor is outside of those that retry.
 */
@AutoConfiguration(after = SwfClientAutoConfiguration.class)
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass(SwfClient.class)
@Conditional(Switch.Enabled.class)
@EnableConfigurationProperties(SwfFailureProperties.class)
public final class SwfFailureAutoConfiguration {

	private static final String CLOCK = "swfFailureClock";

	/** Files with a configuration of Logback that is unknown to this library. */
	private static final List<String> LOGBACK_FILES = List.of("logback.xml", "logback-spring.xml", "logback-test.xml",
			"logback-test-spring.xml", "logback.groovy", "logback-test.groovy");

	@Bean
	static ActivityHandlerPostProcessor swfFailureHandlerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		ActivityHandlerPostProcessor postProcessor = new ActivityHandlerPostProcessor(beanFactory,
				Switch.isOn(environment, "swf.failure.rethrow"),
				environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		postProcessor.whenHandlersAreFound(
				() -> beanFactory.getBeanProvider(SwfClientSource.class).ifAvailable(SwfClientSource::check));
		return postProcessor;
	}

	/**
	 * The clock of this library: the bean {@value #CLOCK}, if there is one. Other clocks
	 * of the application are for its own logic, and may be fixed.
	 */
	static Clock clock(BeanFactory beanFactory) {
		return beanFactory.containsBean(CLOCK) ? beanFactory.getBean(CLOCK, Clock.class) : Clock.systemUTC();
	}

	/** Beans that exist once, in the outermost context. */
	@Configuration(proxyBeanMethods = false)
	@Conditional(ChildListeners.NotInChild.class)
	@Import(SwfFailureDeliveryConfiguration.class)
	static final class Reporting {

		@Bean
		@Lazy
		Redactors swfFailureRedactors(SwfFailureProperties properties, ObjectProvider<FailureRedactor> redactors) {
			return Redactors.of(properties.redaction(), redactors.orderedStream());
		}

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		FailureDescriber swfFailureDescriber(SwfFailureProperties properties, Redactors redactors, All listeners,
				ConfigurableListableBeanFactory beanFactory, Environment environment) {
			return StandardFailureDescriber.create(Descriptions.settings(properties, redactors.inOrder(),
					beanFactory.getBeanClassLoader(), environment), listeners.asOne()::onRedactionError);
		}

		@Bean
		LoggingTaskFailureListener swfFailureLog(SwfFailureProperties properties, ObjectProvider<Redactors> redactors,
				ConfigurableListableBeanFactory beanFactory) {
			return new LoggingTaskFailureListener(properties.domain(), Redactors.ofMessages(redactors),
					clock(beanFactory), properties.logging().level(),
					ClassNameMaps.byClass(properties.logging().levels(), beanFactory.getBeanClassLoader()));
		}

		@Bean
		@Conditional(Switch.Mdc.class)
		ActivityMdc swfFailureActivityMdc(SwfFailureProperties properties, Environment environment,
				ResourceLoader resources) {
			return new ActivityMdc(properties.domain(), mayNestFields(environment, resources));
		}

		/**
		 * Whether log lines may have nested fields: not with Spring Boot's plain Logback.
		 */
		private static boolean mayNestFields(Environment environment, ResourceLoader resources) {
			return !LoggerFactory.getILoggerFactory().getClass().getName().startsWith("ch.qos.logback.")
					|| environment.containsProperty("logging.config")
					|| LOGBACK_FILES.stream().anyMatch((name) -> resources.getResource("classpath:" + name).exists())
					|| Stream.of("logging.structured.format.console", "logging.structured.format.file")
						.anyMatch((name) -> StringUtils.hasText(environment.getProperty(name)));
		}

		@Bean
		@Conditional(Switch.Mdc.class)
		TaskFailureListener swfFailureMdc() {
			return ActivityMdc.ofReports();
		}

		@Bean
		TaskFailureListener swfFailureNewDefects(All listeners, SwfFailureProperties properties) {
			return TaskFailureListeners.ofNewDefects(listeners.asOne(), properties.recent().quiet());
		}

		@Bean
		All swfFailureListeners(ConfigurableListableBeanFactory beanFactory) {
			return new All(BeansInOrder.of(beanFactory, TaskFailureListener.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Conditional(ChildListeners.InChild.class)
	static final class InChildContext {

		@Bean
		@ConditionalOnBean(All.class)
		ChildListeners swfFailureChildListeners(ConfigurableListableBeanFactory beanFactory, All listeners) {
			return new ChildListeners(beanFactory, listeners);
		}

	}

	/**
	 * The redactors in the order in which they run: the built-in one, then those of the
	 * application.
	 */
	record Redactors(List<FailureRedactor> inOrder) {

		private static Redactors of(SwfFailureProperties.Redaction properties, Stream<FailureRedactor> added) {
			Stream<FailureRedactor> builtIn = properties.enabled()
					? Stream.of(SecretRedactor.create(properties.patterns())) : Stream.empty();
			return new Redactors(Stream.concat(builtIn, added).toList());
		}

		/**
		 * Redacts other messages than those of failures. Never throws; the redactors are
		 * created with the first message.
		 */
		static UnaryOperator<String> ofMessages(ObjectProvider<Redactors> redactors) {
			SingletonSupplier<Redactors> made = SingletonSupplier.of(redactors::getObject);
			return SafeText.redactedBy((message) -> made.obtain().redact(message));
		}

		String redact(String text) {
			String redacted = text;
			for (FailureRedactor redactor : this.inOrder) {
				redacted = redactor.redact(redacted);
			}
			return redacted;
		}

	}

}
