// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Interruption from the handler to the history, with nothing replaced.
 */
class InterruptedHandlerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
		.withSystemProperties("aws.accessKeyId=test", "aws.secretAccessKey=test")
		.withPropertyValues("swf.client.region=eu-central-1")
		.withBean(Payments.class);

	@Test
	void interruptedThreadReportsAndStaysInterrupted() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			this.runner.withPropertyValues("swf.client.endpoint=" + swf.endpoint()).run((context) -> {
				Payments payments = context.getBean(Payments.class);
				assertThatIllegalStateException().isThrownBy(() -> payments.interruptsItself(task.taskToken()));
				assertThat(Thread.interrupted()).isTrue();
				assertThat(task.events()).extracting(HistoryEvent::eventType).contains("ActivityTaskFailed");
			});
		}
	}

	@Test
	void interruptedExceptionIsAFailureWithoutACancellationRequest() {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			StartedActivityTask task = swf.activityTask("charge", "1.0").start();
			this.runner.withPropertyValues("swf.client.endpoint=" + swf.endpoint()).run((context) -> {
				Payments payments = context.getBean(Payments.class);
				assertThatExceptionOfType(InterruptedException.class)
					.isThrownBy(() -> payments.isInterrupted(task.taskToken()));
				assertThat(task.events()).extracting(HistoryEvent::eventType).contains("ActivityTaskFailed");
			});
		}
	}

	static class Payments {

		@ActivityHandler
		void interruptsItself(@TaskToken String token) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted");
		}

		@ActivityHandler
		void isInterrupted(@TaskToken String token) throws InterruptedException {
			throw new InterruptedException("stop");
		}

	}

}
