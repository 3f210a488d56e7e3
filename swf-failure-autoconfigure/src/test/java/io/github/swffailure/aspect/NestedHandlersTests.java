// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Handlers that call handlers: one report a task, with what leaves the outermost one.
 */
class NestedHandlersTests {

	private final ApplicationContextRunner runner = Handlers.running(Outer.class, Middle.class, Inner.class);

	@Test
	void sameTaskIsReportedByTheOutermost() {
		this.runner.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Outer.class).translates("one", "one"));
			assertThat(context.getBean(RecordingReporter.class).failures())
				.hasOnlyElementsOfType(IllegalStateException.class)
				.hasSize(1);
		});
	}

	@Test
	void failureThatTheOutermostHandlesIsNotReported() {
		this.runner.run((context) -> {
			context.getBean(Outer.class).handles("one", "one");
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
		});
	}

	@Test
	void anotherTaskIsReportedByItself() {
		this.runner.run((context) -> {
			context.getBean(Outer.class).handles("one", "another");
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("another");
		});
	}

	@Test
	void anotherTaskAndTheOuterOneAreBothReported() {
		this.runner.run((context) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(Outer.class).translates("one", "another"));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("another", "one");
		});
	}

	@Test
	void handlerWithoutTaskTakesTheEnclosingOne() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Outer.class).callsWithoutTask("one"));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("one");
		});
	}

	@Test
	void handlerWithoutTaskBetweenTwoOfTheSameTaskIsLookedThrough() {
		this.runner.run((context) -> {
			context.getBean(Outer.class).handlesBehindTheMiddle("one", "one");
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
			context.getBean(Outer.class).handlesBehindTheMiddle("one", "another");
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("another");
		});
	}

	@Test
	void taskBoundBeforeIsThatOfBoth() {
		this.runner.run((context) -> {
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(ActivityTask.ofToken("bound"))) {
				assertThat(scope).isNotNull();
				context.getBean(Middle.class).handles();
				assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
				assertDeclined(() -> context.getBean(Middle.class).calls());
			}
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("bound");
		});
	}

	@Test
	void taskBoundByTheEnclosingHandlerIsAnotherOne() {
		this.runner.run((context) -> {
			context.getBean(Middle.class).bindsAndHandles(() -> ActivityTask.ofToken("bound"));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("bound");
		});
	}

	@Test
	void stageOfAnEnclosedHandlerIsLeftToTheOutermost() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Outer.class).recoversFromStage("one")).isCompletedWithValue("recovered");
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
		});
	}

	@Test
	void longResultOfAnEnclosedHandlerIsNotTheResultOfTheTask() {
		this.runner.run((context) -> {
			assertThatNoException().isThrownBy(() -> context.getBean(Outer.class).shortens("one"));
			assertThat(context.getBean(RecordingReporter.class).reports()).isEmpty();
		});
	}

	@Test
	void callAfterAFailureIsNotTakenForEnclosed() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Outer.class).callsWithoutTask("one"));
			assertDeclined(() -> context.getBean(Inner.class).fails("one"));
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("one", "one");
		});
	}

	static class Outer {

		@Autowired
		Middle middle;

		@Autowired
		Inner inner;

		@ActivityHandler
		void translates(@TaskToken String token, String other) {
			try {
				this.inner.fails(other);
			}
			catch (Declined ex) {
				throw new IllegalStateException(ex);
			}
		}

		@ActivityHandler
		void handles(@TaskToken String token, String other) {
			try {
				this.inner.fails(other);
			}
			catch (Declined ex) {
				assertThat(ex).hasMessage("Card declined");
			}
		}

		@ActivityHandler
		void callsWithoutTask(@TaskToken String token) {
			this.middle.calls();
		}

		@ActivityHandler
		void handlesBehindTheMiddle(@TaskToken String token, String other) {
			try {
				this.middle.calls(other);
			}
			catch (Declined ex) {
				assertThat(ex).hasMessage("Card declined");
			}
		}

		@ActivityHandler
		CompletableFuture<String> recoversFromStage(@TaskToken String token) {
			return this.inner.failsLater(token).exceptionally((failure) -> "recovered");
		}

		@ActivityHandler
		String shortens(@TaskToken String token) {
			return this.inner.isLong(token).substring(1);
		}

	}

	static class Middle {

		@Autowired
		Inner inner;

		@ActivityHandler
		void calls() {
			this.inner.failsWithoutTask();
		}

		@ActivityHandler
		void calls(String other) {
			this.inner.fails(other);
		}

		@ActivityHandler
		void handles() {
			try {
				this.inner.failsWithoutTask();
			}
			catch (Declined ex) {
				assertThat(ex).hasMessage("Card declined");
			}
		}

		@ActivityHandler
		void bindsAndHandles(Supplier<ActivityTask> poll) {
			try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(poll.get())) {
				assertThat(scope).isNotNull();
				handles();
			}
		}

	}

	static class Inner {

		@ActivityHandler
		void fails(@TaskToken String token) {
			throw new Declined();
		}

		@ActivityHandler
		void failsWithoutTask() {
			throw new Declined();
		}

		@ActivityHandler
		CompletableFuture<String> failsLater(@TaskToken String token) {
			return CompletableFuture.failedFuture(new Declined());
		}

		@ActivityHandler
		String isLong(@TaskToken String token) {
			return "x".repeat(32_769);
		}

	}

}
