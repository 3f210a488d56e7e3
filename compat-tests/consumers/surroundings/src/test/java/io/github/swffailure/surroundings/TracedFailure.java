// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A failure whose report is deferred, and delivered again.
 */
final class TracedFailure {

	static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	static final String PARENT_ID = "b7ad6b7169203331";

	private TracedFailure() {
	}

	/**
	 * Runs a handler that fails while SWF fails too.
	 * @param exported what has been exported so far
	 * @return the spans of the handler, of its report, and of the redelivery
	 */
	static <S> List<S> run(Class<?> configuration, Supplier<List<S>> exported) {
		try (EmbeddedSwf swf = EmbeddedSwf.start();
				ConfigurableApplicationContext context = start(swf, configuration)) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			swf.faults().on("RespondActivityTaskFailed").times(5).fail();

			catchThrowable(() -> context.getBean(Worker.Handlers.class)
				.charge(new ActivityTask(task.taskToken(), "charge-42", new ActivityTask.Type("charge", "1.0"), null,
						"00-" + TRACE_ID + "-" + PARENT_ID + "-01")));

			swf.awaitEvent(task.workflowId(), "ActivityTaskFailed", Duration.ofSeconds(30));
			return Awaitility.await().until(() -> List.copyOf(exported.get()), (spans) -> spans.size() == 3);
		}
	}

	private static ConfigurableApplicationContext start(EmbeddedSwf swf, Class<?> configuration) {
		return new SpringApplicationBuilder(Worker.class, configuration).web(WebApplicationType.NONE)
			.properties("spring.cloud.aws.region.static=eu-west-3", "spring.cloud.aws.credentials.access-key=id",
					"spring.cloud.aws.credentials.secret-key=key", "spring.cloud.aws.endpoint=" + swf.endpoint(),
					"management.tracing.sampling.probability=1.0", "swf.failure.redelivery.initial-delay=100ms")
			.run();
	}

}
