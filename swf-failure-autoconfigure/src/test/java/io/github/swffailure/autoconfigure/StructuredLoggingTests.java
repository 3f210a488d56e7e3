// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.RedeliveryTrigger;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Reads the lines that Spring Boot really prints, as a log collector does.
 */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLoggingTests {

	private EmbeddedSwf swf;

	@BeforeEach
	void start() {
		this.swf = EmbeddedSwf.start();
	}

	@AfterEach
	void close() {
		this.swf.close();
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.cleanUp();
		logging.beforeInitialize();
		logging.initialize(new LoggingInitializationContext(new MockEnvironment()), null, null);
		logging.cleanUp();
	}

	@ParameterizedTest
	@EnumSource
	void everyLineIsPrintedWithItsFields(Format format, CapturedOutput output) {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();
		try (ConfigurableApplicationContext context = run(format)) {
			ActivityTask known = new ActivityTask(task.taskToken(), "charge-42", new ActivityTask.Type("charge", "1.0"),
					new ActivityTask.Execution(task.workflowId(), "run-1"));

			assertThatException().isThrownBy(() -> context.getBean(Handlers.class).charge(known));
		}

		List<Object> lines = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{"))
			.map((line) -> JsonPath.parse(line).<Object>json())
			.toList();
		Map<String, String> ofTask = Map.of("swf.domain", "orders", "swf.activity.name", "charge",
				"swf.activity.version", "1.0", "swf.activity.id", "charge-42", "swf.workflow.id", task.workflowId(),
				"swf.run.id", "run-1");
		assertFields(format, line(format, lines, "Charging"), ofTask);
		Object failure = line(format, lines, "Failure of activity");
		assertFields(format, failure, ofTask);
		assertFields(format, failure,
				Map.of("swf.failure.exception", "java.lang.IllegalStateException", "swf.failure.outcome", "reported"));
		assertThat(format.field(failure, "swf.failure.fingerprint")).isNotNull();
	}

	@ParameterizedTest
	@EnumSource
	void failureOnAnotherThreadIsPrintedToo(Format format, CapturedOutput output) {
		StartedActivityTask first = this.swf.activityTask("charge", "1.0").start();
		this.swf.faults().on("RespondActivityTaskFailed").times(1).answer(400, "OperationNotPermittedFault", "not you");
		try (ConfigurableApplicationContext context = run(format)) {
			assertThatException()
				.isThrownBy(() -> context.getBean(Handlers.class).charge(ActivityTask.ofToken(first.taskToken())));
			context.getBean(RedeliveryTrigger.class).redeliverNow();
			this.swf.awaitEvent(first.workflowId(), "ActivityTaskFailed");
		}

		List<Object> lines = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{"))
			.map((line) -> JsonPath.parse(line).<Object>json())
			.toList();
		assertFields(format, line(format, lines, "SWF does not let this worker"),
				Map.of("swf.failure.outcome", "denied"));
		assertFields(format, line(format, lines, "Failure of"), Map.of("swf.failure.outcome", "reported"));
	}

	@SuppressWarnings("try")
	@ParameterizedTest
	@ValueSource(strings = { "swf", "swf.activity", "swf.workflow", "swf.failure", "swf.failure.fingerprint.hash",
			"swf.activity.name.x", "swf.domain.x", "swf.", "swf.activity.", "swf.failure." })
	void nameOfTheApplicationLosesNoLine(String name, CapturedOutput output) {
		ActivityTask task = ActivityTask.ofToken(this.swf.activityTask("charge", "1.0").start().taskToken());
		MDC.put(name, "of the application");
		try (ConfigurableApplicationContext context = run(Format.ECS)) {
			assertThatException().isThrownBy(() -> context.getBean(Handlers.class).charge(task));
		}
		finally {
			MDC.remove(name);
		}

		List<Object> lines = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{"))
			.map((line) -> JsonPath.parse(line).<Object>json())
			.toList();
		for (String beginning : List.of("Charging", "Failure of activity")) {
			assertFields(Format.ECS, line(Format.ECS, lines, beginning),
					Map.of(StringUtils.trimTrailingCharacter(name, '.'), "of the application"));
		}
	}

	private ConfigurableApplicationContext run(Format format) {
		return new SpringApplicationBuilder(Worker.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(AwsCredentialsProvider.class,
					() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key"))))
			.web(WebApplicationType.NONE)
			.properties("logging.structured.format.console=" + format.name().toLowerCase(Locale.ROOT),
					"logging.config=classpath:logback-structured.xml", "swf.client.region=eu-central-1",
					"swf.client.endpoint=" + this.swf.endpoint(), "swf.failure.domain=orders")
			.run();
	}

	private static Object line(Format format, List<Object> lines, String beginning) {
		return lines.stream()
			.filter((line) -> String.valueOf(JsonPath.<Object>read(line, format.message)).startsWith(beginning))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No line begins with '" + beginning + "': " + lines));
	}

	private static void assertFields(Format format, Object line, Map<String, String> fields) {
		fields.forEach((name, value) -> assertThat(format.field(line, name)).as(name).isEqualTo(value));
	}

	enum Format {

		ECS("$.message"), LOGSTASH("$.message"), GELF("$.short_message");

		private final String message;

		Format(String message) {
			this.message = message;
		}

		private Object field(Object line, String name) {
			try {
				return JsonPath.read(line, "$['" + ((this == GELF) ? "_" + name : name) + "']");
			}
			catch (RuntimeException ex) {
				return JsonPath.read(line, "$." + name);
			}
		}

	}

	static class Handlers {

		@ActivityHandler(name = "charge", version = "1.0")
		public void charge(ActivityTask task) {
			LoggerFactory.getLogger(StructuredLoggingTests.class).info("Charging");
			throw new IllegalStateException("declined");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Worker {

		@Bean
		Handlers handlers() {
			return new Handlers();
		}

	}

}
