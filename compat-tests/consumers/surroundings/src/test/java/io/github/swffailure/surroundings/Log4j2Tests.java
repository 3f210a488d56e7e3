// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Reads the structured lines that Log4j2 prints.
 */
@ExtendWith(OutputCaptureExtension.class)
class Log4j2Tests {

	@AfterEach
	void forgetTheFormat() {
		System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
	}

	@ParameterizedTest
	@CsvSource({ "ecs, message, ''", "logstash, message, ''", "gelf, short_message, _" })
	void everyLineIsPrintedWithItsFields(String format, String message, String prefix, CapturedOutput output) {
		StartedActivityTask task;
		try (EmbeddedSwf swf = EmbeddedSwf.start(); ConfigurableApplicationContext context = run(format, swf)) {
			task = swf.activityTask("charge", "1.0").start();
			ActivityTask known = new ActivityTask(task.taskToken(), "charge-42", new ActivityTask.Type("charge", "1.0"),
					new ActivityTask.Execution(task.workflowId(), "run-1"));

			catchThrowable(() -> context.getBean(Worker.Handlers.class).charge(known));
		}

		List<Map<String, Object>> lines = output.getOut()
			.lines()
			.filter((line) -> line.startsWith("{"))
			.map((line) -> JsonPath.parse(line).<Map<String, Object>>json())
			.toList();
		for (String beginning : List.of("Charging", "Failure of activity")) {
			Map<String, Object> line = lines.stream()
				.filter((candidate) -> String.valueOf(candidate.get(message)).startsWith(beginning))
				.findFirst()
				.orElseThrow(() -> new AssertionError("No line begins with '" + beginning + "'"));
			assertThat(field(line, prefix, "swf.activity.name")).isEqualTo("charge");
			assertThat(field(line, prefix, "swf.activity.version")).isEqualTo("1.0");
			assertThat(field(line, prefix, "swf.activity.id")).isEqualTo("charge-42");
			assertThat(field(line, prefix, "swf.workflow.id")).isEqualTo(task.workflowId());
			assertThat(field(line, prefix, "swf.domain")).isEqualTo("orders");
			if (beginning.startsWith("Failure")) {
				assertThat(field(line, prefix, "swf.failure.outcome")).isEqualTo("reported");
			}
		}
	}

	private static ConfigurableApplicationContext run(String format, EmbeddedSwf swf) {
		return new SpringApplicationBuilder(Worker.class).web(WebApplicationType.NONE)
			.properties("logging.structured.format.console=" + format, "swf.failure.domain=orders",
					"swf.failure.delivery.attempt-timeout=1m",
					"spring.cloud.aws.region.static=eu-west-3", "spring.cloud.aws.credentials.access-key=id",
					"spring.cloud.aws.credentials.secret-key=key", "spring.cloud.aws.endpoint=" + swf.endpoint())
			.run();
	}

	private static Object field(Map<String, Object> line, String prefix, String name) {
		Object flat = line.get(prefix + name);
		return (flat != null) ? flat : JsonPath.read(line, "$." + name);
	}

}
