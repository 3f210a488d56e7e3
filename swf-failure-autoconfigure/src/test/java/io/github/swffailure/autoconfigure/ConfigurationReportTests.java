// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.Map;

import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationReportTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "swf.failure.reason.maxlenght, swf.failure.reason.max-length",
			"swf.failure.journal.dir, swf.failure.journal.directory", "swf.client.regoin, swf.client.region",
			"swf.failure.delivery.timeout, swf.failure.delivery.attempt-timeout",
			"swf.falure.domain, swf.failure.domain", "swf.failure.reasonz.x, swf.failure.reasons",
			"swf.client.regin, swf.client.region", "swf.client, swf.client.region",
			"swf.worker.task-lists.a.concurency, swf.worker.task-lists.a.concurrency",
			"swf.worker.task-lists[a.b].poller, swf.worker.task-lists[a.b].pollers",
			"swf.failure.redaction.patterns.card, swf.failure.redaction.patterns",
			"swf.failure.details.mdc.order, swf.failure.details.mdc", "swf.worker.concurency, swf.worker.concurrency" })
	void unknownPropertyIsAWarningWithTheNearest(String property, String nearest, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property + "=1")
			.run((context) -> assertThat(output).containsOnlyOnce(
					"Property '" + property + "' is unknown and has no effect: did you mean '" + nearest + "'?"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf.failure.reason.maxLength=10", "swf.failure.reason.max_length=10",
			"SWF.FAILURE.REASON.MAXLENGTH=10", "swf.failure.redaction.patterns[0]=x+", "swf.activities.limit=1",
			"swf.failure.reasons[java.io.IOException]=X", "swf.failure.logging.levels.java.io.IOException=info",
			"swf.failure.logging.levels.SQLException=info", "swf.failure.logging.levels.BeansException=info",
			"swf.failure.logging.levels.BusinessException=info" })
	void knownPropertyIsNone(String property, CapturedOutput output) {
		this.contextRunner
			.withInitializer((context) -> AutoConfigurationPackages.register((BeanDefinitionRegistry) context,
					getClass().getPackageName()))
			.withPropertyValues(property)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("WARN");
			});
	}

	static class BusinessException extends Exception {

	}

	@Test
	void variablesAreKnownWithAndWithoutUnderscores(CapturedOutput output) {
		withVariables(Map.of("SWF_FAILURE_REASON_MAXLENGTH", "10", "SWF_FAILURE_DETAILS_MAX_LENGTH", "10",
				"SWF_WORKER_SERVICE_HOST", "10.0.0.1", "SWF_WORKER_PORT", "tcp://10.0.0.1:80",
				"SWF_WORKER_PORT_80_TCP_ADDR", "10.0.0.1", "SWF_CLIENT_SERVICE_PORT_HTTP", "80"))
			.run((context) -> assertThat(output).doesNotContain("WARN"));
	}

	@ParameterizedTest
	@CsvSource({ "SWF_FAILURE_DOMIAN, swf.failure.domian, swf.failure.domain",
			"SWF_FAILUREENABLED, swf.failureenabled, swf.failure.enabled",
			"SWF_FAILURE_DETAILS_MDC_ORDER, swf.failure.details.mdc.order, swf.failure.details.mdc",
			"SWF_WORKER_TASKLISTS_A_POLERS, swf.worker.tasklists.a.polers, swf.worker.task-lists.a.pollers" })
	void unknownVariableIsAWarning(String variable, String property, String nearest, CapturedOutput output) {
		withVariables(Map.of(variable, "1"))
			.run((context) -> assertThat(output).contains("'" + property + "' is unknown")
				.contains("'" + nearest + "'"));
	}

	@Test
	void variableThatBindsNoTaskListIsAWarning(CapturedOutput output) {
		withVariables(Map.of("SWF_WORKER_TASK_LISTS_A_POLLERS", "1"))
			.run((context) -> assertThat(output).contains("'swf.worker.task.lists.a.pollers' is unknown"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "swf.failure.enabled", "swf.failure.rethrow", "swf.client.region", "swf.worker.task-list" })
	void listForASingleValueIsRefused(String property) {
		this.contextRunner.withPropertyValues(property + "[0]=no")
			.run((context) -> assertThat(context).getFailure()
				.hasMessage("'" + property + "' is a list, but takes a single value"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders.v1", "a b", "a,b", "bücher" })
	void nameOfATaskListThatNeedsBracketsIsRefused(String name) {
		this.contextRunner.withPropertyValues("swf.worker.task-lists." + name + ".pollers=1")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(SwfConfigurationException.class, (failure) -> assertThat(failure.action())
					.startsWith("Write 'swf.worker.task-lists[" + name + "].pollers'")));
	}

	@Test
	void severalNamesForTheOneTaskListAreAWarning(CapturedOutput output) {
		withWorker("swf.worker.task-list=orders,mails").run((context) -> assertThat(output)
			.contains("'swf.worker.task-list' names one list, 'orders,mails': 'swf.worker.task-lists' names several"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf.worker.task-lists.orders.domain=shop", "swf.worker.task-lists.orders.v1.pollers=1" })
	void workerWithoutATaskListIsRefused(String property) {
		withWorker(property).run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessage("A worker is to run, but 'swf.worker.task-lists' has no entry that is known."));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					swf.failure.journal.track-in-flight=true | 'swf.failure.journal.track-in-flight' has no effect without
					swf.failure.details.flow-types.java.io.IOException=java.lang.RuntimeException | 'swf.failure.details.flow-types' has no effect
					swf.failure.reasons.java.io.IOExeption=X | 'java.io.IOExeption', which is not an exception class
					swf.failure.reasons.java.lang.String=X | 'java.lang.String', which is not an exception class
					swf.failure.logging.levels.java.io.IOExeption=warn | 'java.io.IOExeption', which is not an exception class
					swf.failure.logging.levels.IllegalStateExcepton=warn | 'IllegalStateExcepton', which is not an exception class in the JDK
					swf.failure.logging.levels.String=warn | 'String', which is not an exception class in the JDK
					swf.failure.journal.jdbc.lease=5m | as 'swf.failure.journal.type' is not set
					swf.failure.details.mdc=order,swf.failure.details.format=none | 'swf.failure.details.mdc' has no effect, as 'swf.failure.details.format' is 'none'
					swf.failure.details.max-length=9,swf.failure.details.format=none | 'swf.failure.details.max-length' has no effect, as 'swf.failure.details.format' is 'none'
					swf.failure.details.mdc=order,swf.failure.details.max-length=0 | 'swf.failure.details.mdc' has no effect, as 'swf.failure.details.max-length' is 0
					swf.failure.details.format=json,swf.failure.details.max-length=0 | 'swf.failure.details.format' has no effect, as 'swf.failure.details.max-length' is 0
					swf.failure.health.max-age=5m | 'swf.failure.health.max-age' has no effect, as there is no health component
					swf.worker.concurrency=3 | 'swf.worker.concurrency' has no effect, as 'swf.worker.task-list' is not set
					swf.client.region=eu-centrl-1 | 'eu-centrl-1', which the AWS SDK does not know: did you mean 'eu-central-1'?
					""")
	void settingWithoutEffectIsAWarning(String property, String message, CapturedOutput output) {
		this.contextRunner.withPropertyValues(property.split(","))
			.run((context) -> assertThat(output).contains("WARN").containsOnlyOnce(message));
	}

	@Test
	void patternsWithoutRedactionAreAWarning(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("swf.failure.redaction.enabled=false", "swf.failure.redaction.patterns=x+")
			.run((context) -> assertThat(output).contains("'swf.failure.redaction.patterns' has no effect"));
	}

	@Test
	void settingsOfWhatTheApplicationReplacesAreAWarning(CapturedOutput output) {
		FailureDescriber describer = (task, failure) -> new FailureDescription("own", "");
		this.contextRunner.withBean(SwfClient.class, () -> mock(SwfClient.class))
			.withBean(ListJournal.class)
			.withBean(FailureDescriber.class, () -> describer)
			.withPropertyValues("swf.client.region=eu-central-1", "swf.failure.journal.capacity=10",
					"swf.failure.details.format=json")
			.run((context) -> assertThat(output)
				.contains("'swf.client.region' have no effect, as the application has a SwfClient of its own")
				.contains("'swf.failure.journal.capacity' have no effect, as the application has a FailureJournal")
				.contains("'swf.failure.details.format' have no effect, as the application has a FailureDescriber"));
	}

	@Test
	void settingsOfOurClientAreAWarningWithAQualifiedOne(CapturedOutput output) {
		this.contextRunner
			.withBean("reports", SwfClient.class, () -> mock(SwfClient.class),
					(bean) -> ((AbstractBeanDefinition) bean).setDefaultCandidate(false),
					(bean) -> ((AbstractBeanDefinition) bean)
						.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "swfFailure")))
			.withPropertyValues("swf.client.region=eu-central-1")
			.run((context) -> assertThat(output)
				.contains("'swf.client.region' have no effect, as the application has a SwfClient of its own"));
	}

	@Test
	void settingsOfTheWorkerThatItDoesNotUseAreAWarning(CapturedOutput output) {
		withWorker("swf.worker.task-list=orders")
			.withPropertyValues("swf.worker.timeouts.heartbeat=30s", "swf.worker.failure-budget.enabled=false",
					"swf.worker.failure-budget.limit=0.3")
			.run((context) -> assertThat(output)
				.contains("'swf.worker.timeouts.heartbeat' has no effect, as 'swf.worker.register-types' is off")
				.contains("'swf.worker.failure-budget.limit' has no effect")
				.doesNotContain("'swf.worker.failure-budget.enabled' has no effect"));
	}

	@Test
	void settingsOfOurReporterAreAWarningWithAnother(CapturedOutput output) {
		TaskFailureReporter own = (task, failure) -> ReportOutcome.REPORTED;
		this.contextRunner.withBean(TaskFailureReporter.class, () -> own)
			.withPropertyValues("swf.failure.redelivery.max-delay=2m")
			.run((context) -> assertThat(output).contains(
					"'swf.failure.redelivery.max-delay' have no effect, as the application has a TaskFailureReporter"));
	}

	@Test
	void childContextDoesNotRepeatIt(CapturedOutput output) {
		this.contextRunner.withPropertyValues("swf.failure.domian=orders")
			.run((parent) -> this.contextRunner.withParent(parent)
				.withPropertyValues("swf.failure.domian=orders")
				.run((child) -> assertThat(output).containsOnlyOnce("swf.failure.domian")));
	}

	@Test
	void switchOfAWorkerThatIsNoneIsChecked() {
		withWorker("swf.worker.enabled=offf").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageStartingWith("swf.worker.enabled must be true or false"));
	}

	private ApplicationContextRunner withWorker(String property) {
		return this.contextRunner.withConfiguration(AutoConfigurations.of(SwfWorkerAutoConfiguration.class))
			.withBean(SwfClient.class, () -> mock(SwfClient.class))
			.withPropertyValues(property, "swf.worker.domain=shop");
	}

	private ApplicationContextRunner withVariables(Map<String, Object> variables) {
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
	}

}
