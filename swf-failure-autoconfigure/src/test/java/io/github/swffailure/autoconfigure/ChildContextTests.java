// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskToken;
import io.github.swffailure.logging.LoggingTaskFailureListener;
import io.github.swffailure.metrics.FailureMeters;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

class ChildContextTests {

	private final Recording ofParent = new Recording();

	private final Recording ofChild = new Recording();

	private final ApplicationContextRunner parent = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
				SwfFailureMetricsAutoConfiguration.class, SwfFailureActuatorAutoConfiguration.class))
		.withBean(SwfClient.class, () -> mock(SwfClient.class))
		.withBean(Handler.class)
		.withBean("parentListener", Recording.class, () -> this.ofParent);

	private ApplicationContextRunner child(ApplicationContext parent) {
		return new ApplicationContextRunner().withParent(parent)
			.withConfiguration(
					AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
							SwfFailureMetricsAutoConfiguration.class, SwfFailureActuatorAutoConfiguration.class))
			.withBean("childHandler", Handler.class)
			.withBean("childListener", Recording.class, () -> this.ofChild);
	}

	@Test
	void listenersOfAChildAreCalledForItsHandlersOnly() {
		this.parent.run((parent) -> child(parent).run((child) -> {
			assertThatException().isThrownBy(() -> parent.getBean(Handler.class).charge("of-parent"));
			assertThatException().isThrownBy(() -> child.getBean("childHandler", Handler.class).charge("of-child"));

			assertThat(this.ofParent.tokens).containsExactly("of-parent", "of-child");
			assertThat(this.ofChild.tokens).containsExactly("of-child");
		}));
	}

	@Test
	void listenersOfAClosedChildAreNotCalled() {
		this.parent.run((parent) -> {
			child(parent).run((child) -> assertThatException()
				.isThrownBy(() -> child.getBean("childHandler", Handler.class).charge("first")));
			parent.getBean(TaskFailureReporter.class)
				.report(ActivityTask.ofToken("second"), new IllegalStateException());

			assertThat(this.ofChild.tokens).containsExactly("first");
		});
	}

	@Test
	void listenersOfAChildAreCalledForWhatItsHandlersLeftInAnEarlierProcess() {
		this.parent.run((parent) -> child(parent).run((child) -> {
			TaskFailureListener all = parent.getBean(ChildListeners.All.class).asOne();
			attempt(all, "of-earlier", "charge", true);
			attempt(all, "of-parent", "charge", false);
			attempt(all, "of-parent", "charge", true);
			attempt(all, "of-another-type", "refund", true);

			assertThat(this.ofChild.tokens).containsExactly("of-earlier");
		}));
	}

	private static void attempt(TaskFailureListener listener, String token, String type, boolean redelivery) {
		TaskFailure any = Failures.of(new IllegalStateException());
		TaskFailure failure = new TaskFailure(new ActivityTask(token, null, new ActivityTask.Type(type, ""), null),
				any.description(), any.origin(), any.time());
		listener.onAttempt(failure, redelivery);
		listener.onDelivery(failure, new Delivery(ReportOutcome.DEFERRED, redelivery, Duration.ZERO, null));
	}

	@Test
	void everythingElseIsThereOnce() {
		this.parent.run((parent) -> child(parent).run((child) -> {
			assertThat(child).hasNotFailed();
			for (Class<?> type : List.of(TaskFailureReporter.class, FailureJournal.class,
					LoggingTaskFailureListener.class, FailureMeters.class)) {
				assertThat(child.getBeanFactory().getBeanNamesForType(type)).as(type.getName()).isEmpty();
			}
		}));
	}

	@Test
	void childOfAPlainParentReportsByItself() {
		new ApplicationContextRunner()
			.run((plain) -> child(plain).withBean(SwfClient.class, () -> mock(SwfClient.class)).run((child) -> {
				assertThatException().isThrownBy(() -> child.getBean("childHandler", Handler.class).charge("of-child"));

				assertThat(this.ofChild.tokens).containsExactly("of-child");
			}));
	}

	static class Handler {

		@ActivityHandler
		public void charge(@TaskToken String taskToken) {
			throw new IllegalStateException("declined");
		}

	}

	static final class Recording implements TaskFailureListener {

		private final List<String> tokens = new ArrayList<>();

		@Override
		public void onDelivery(TaskFailure failure, Delivery delivery) {
			this.tokens.add(failure.task().taskToken());
		}

	}

}
