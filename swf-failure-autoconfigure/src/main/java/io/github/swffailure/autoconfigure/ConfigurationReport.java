// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Logs at the start which settings have no effect: unknown properties, properties that
 * another property or a bean of the application overrides, and missing classes.
 */
final class ConfigurationReport implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ConfigurationReport.class);

	private static final String REPORTER = "swfFailureReporter";

	private static final String LEVELS = "swf.failure.logging.levels";

	private static final Set<String> USED_ANYWAY = Set.of("swf.worker.identity", "swf.worker.enabled");

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final String name;

	ConfigurationReport(ConfigurableListableBeanFactory beanFactory, Environment environment, String name) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.name = name;
	}

	@Override
	public void afterSingletonsInstantiated() {
		BeanFactory parent = this.beanFactory.getParentBeanFactory();
		if (parent != null && parent.containsBean(this.name)) {
			return;
		}
		PropertyNames names = new PropertyNames(this.environment);
		names.unknown()
			.forEach((unknown, nearest) -> logger.warn("Property '{}' is unknown and has no effect: did you mean '{}'?",
					unknown, nearest));
		if (Switch.isOn(this.environment, Switch.Enabled.PROPERTY)) {
			this.beanFactory.getBeanProvider(SwfFailureProperties.class)
				.ifAvailable((properties) -> report(names.set(), properties));
		}
		else {
			logger.info("Failures of activities are not reported: {} is off", Switch.Enabled.PROPERTY);
		}
	}

	private void report(Set<String> set, SwfFailureProperties properties) {
		reportVoidProperties(set, properties);
		if (!this.beanFactory.containsBean("swfFailureHealthIndicator")) {
			reportVoid(set, "swf.failure.health.",
					"there is no health component 'swfFailure': it needs spring-boot-starter-actuator "
							+ "and 'management.health.swf-failure.enabled'");
		}
		if (set.stream().noneMatch((name) -> name.startsWith("swf.worker.task-list"))) {
			reportVoid(set, "swf.worker.", "'swf.worker.task-list' is not set");
		}
		this.beanFactory.getBeanProvider(SwfWorkerProperties.class)
			.ifAvailable((worker) -> reportVoidOfWorker(set, worker));
		reportReplacedParts(set);
		reportClasses(ClassNameMaps.REASONS, ClassNameMaps.codes(properties.reasons()).keySet().stream());
		reportClasses("swf.failure.details.flow-types", properties.details().flowTypes().keySet().stream());
		Set<String> levels = properties.logging().levels().keySet();
		reportClasses(LEVELS, levels.stream().filter((name) -> name.indexOf('.') >= 0));
		reportSimpleNames(LEVELS, levels.stream().filter((name) -> name.indexOf('.') < 0));
		reportRegion();
	}

	private void reportVoidProperties(Set<String> set, SwfFailureProperties properties) {
		JournalProperties.Type journal = properties.journal().type();
		if (Boolean.TRUE.equals(properties.journal().trackInFlight()) && this.beanFactory.containsBean(REPORTER)
				&& this.beanFactory.getBeanProvider(InFlightTasks.class).getIfAvailable() == null) {
			logger.warn("Property '{}' has no effect without 'swf.failure.journal.directory', a table or a journal of "
					+ "the application that tracks tasks", SwfFailureJournalConfiguration.TRACK_IN_FLIGHT);
		}
		reportVoidJournal(set,
				(journal != JournalProperties.Type.DIRECTORY && journal != null) ? "swf.failure.journal.directory" : "",
				journal);
		reportVoidJournal(set, (journal != JournalProperties.Type.JDBC) ? "swf.failure.journal.jdbc." : "", journal);
		reportVoidDetails(set, properties.details());
		if (!properties.details().flowTypes().isEmpty() && properties.details().format() != DetailsFormat.FLOW) {
			logger.warn(
					"Property 'swf.failure.details.flow-types' has no effect as 'swf.failure.details.format' is not 'flow'");
		}
		if (!properties.redaction().enabled() && set.contains("swf.failure.redaction.patterns")) {
			logger.warn(
					"Property 'swf.failure.redaction.patterns' has no effect as 'swf.failure.redaction.enabled' is off");
		}
	}

	private static void reportVoidDetails(Set<String> set, SwfFailureProperties.Details details) {
		if (details.format() == DetailsFormat.NONE) {
			reportVoid(set, "swf.failure.details.m", "'swf.failure.details.format' is 'none'");
		}
		else if (details.maxLength() == 0) {
			reportVoid(set, "swf.failure.details.mdc", "'swf.failure.details.max-length' is 0");
			reportVoid(set, "swf.failure.details.format", "'swf.failure.details.max-length' is 0");
		}
	}

	private static void reportVoidOfWorker(Set<String> set, SwfWorkerProperties worker) {
		String list = worker.taskList();
		if (list != null && list.indexOf(',') >= 0) {
			logger.warn("Property 'swf.worker.task-list' names one list, '{}': 'swf.worker.task-lists' names several",
					list);
		}
		if (!worker.registerTypes()) {
			reportVoid(set, "swf.worker.timeouts.", "'swf.worker.register-types' is off");
		}
		if (!worker.failureBudget().enabled()) {
			Set<String> others = new TreeSet<>(set);
			others.remove("swf.worker.failure-budget.enabled");
			reportVoid(others, "swf.worker.failure-budget.", "'swf.worker.failure-budget.enabled' is off");
		}
	}

	private static void reportVoid(Set<String> set, String prefix, String reason) {
		set.stream()
			.filter((name) -> name.startsWith(prefix) && !USED_ANYWAY.contains(name))
			.forEach((name) -> logger.warn("Property '{}' has no effect, as {}", name, reason));
	}

	private static void reportVoidJournal(Set<String> set, String prefix, JournalProperties.@Nullable Type type) {
		set.stream()
			.filter((name) -> !prefix.isEmpty() && name.startsWith(prefix))
			.forEach((name) -> logger.warn("Property '{}' has no effect as '{}' is {}", name,
					SwfFailureJournalConfiguration.TYPE,
					(type != null) ? "'" + type.name().toLowerCase(Locale.ROOT) + "'" : "not set"));
	}

	private void reportReplacedParts(Set<String> set) {
		if (!this.beanFactory.containsBean(REPORTER)) {
			reportReplaced(TaskFailureReporter.class, set,
					List.of("swf.client.", "swf.failure.delivery.", "swf.failure.journal.", "swf.failure.redelivery."));
		}
		else {
			if (!this.beanFactory.containsBean("swfFailureJournal")) {
				reportReplaced(FailureJournal.class, set, List.of("swf.failure.journal.directory",
						"swf.failure.journal.capacity", "swf.failure.journal.type", "swf.failure.journal.jdbc."));
			}
			if (!this.beanFactory.getBean(SwfClientSource.class).isOwn()) {
				reportReplaced(SwfClient.class, set, List.of("swf.client."));
			}
		}
		if (!this.beanFactory.containsBean("swfFailureDescriber")) {
			reportReplaced(FailureDescriber.class, set, List.of("swf.failure.reasons", "swf.failure.details.format",
					"swf.failure.details.flow-types", "swf.failure.reason.prefix"));
		}
	}

	private static void reportReplaced(Class<?> type, Set<String> set, List<String> prefixes) {
		String replaced = set.stream()
			.filter((name) -> prefixes.stream().anyMatch(name::startsWith))
			.collect(Collectors.joining("', '"));
		if (!replaced.isEmpty()) {
			logger.warn("Properties '{}' have no effect, as the application has a {} of its own", replaced,
					type.getSimpleName());
		}
	}

	private void reportClasses(String property, Stream<String> names) {
		names.filter((name) -> ClassNameMaps.load(name, this.beanFactory.getBeanClassLoader()) == null)
			.forEach((name) -> logger
				.warn("Property '{}' names '{}', which is not an exception class that can be loaded "
						+ "(put the whole name into brackets if it is unusual)", property, name));
	}

	private void reportSimpleNames(String property, Stream<String> names) {
		names.filter(
				(name) -> !NativeDetector.inNativeImage() && !ClassNameMaps.isKnownSimpleName(name, this.beanFactory))
			.forEach(
					(name) -> logger.warn(
							"Property '{}' names '{}', which is not an exception class in the JDK, the "
									+ "application or a package in use: if it is one, write its full name",
							property, name));
	}

	private void reportRegion() {
		SwfClientProperties client = this.beanFactory.getBean(SwfClientProperties.class);
		if (client.region() == null || client.endpoint() != null) {
			return;
		}
		Set<String> known = Region.regions().stream().map(Region::id).collect(Collectors.toSet());
		if (!known.contains(client.region())) {
			logger.warn("Property 'swf.client.region' is '{}', which the AWS SDK does not know: did you mean '{}'?",
					client.region(), PropertyNames.nearest(client.region(), known));
		}
	}

}
