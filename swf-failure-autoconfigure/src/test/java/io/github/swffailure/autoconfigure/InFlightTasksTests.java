// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailingLogger;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import io.github.swffailure.TaskToken;
import io.github.swffailure.worker.ActivityWorker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

/**
 * A journal of the application that tracks tasks is called around each handler.
 */
@ExtendWith(OutputCaptureExtension.class)
class InFlightTasksTests {

	private static final ActivityTask TASK = ActivityTask.ofToken("a");

	private final TrackingJournal journal = new TrackingJournal();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
				SwfWorkerAutoConfiguration.class))
		.withBean(SwfClient.class, () -> mock(SwfClient.class))
		.withBean(Payments.class);

	private final ApplicationContextRunner withJournal = this.contextRunner.withBean(FailureJournal.class,
			() -> this.journal);

	@ParameterizedTest
	@ValueSource(strings = { "swf.failure.enabled=true", "swf.failure.journal.track-in-flight=true",
			"swf.failure.journal.type=memory" })
	void tasksAreNotedWhileTheyRun(String property, CapturedOutput output) {
		this.withJournal.withPropertyValues(property).run((context) -> {
			context.getBean(Payments.class).charge("a", false);
			assertThat(this.journal.calls).containsExactly("started a", "ended a");
			assertThat(output).doesNotContain("track-in-flight");
		});
	}

	@Test
	void reportIsKeptBeforeTheNoteIsTakenBack() {
		this.withJournal.run((context) -> {
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Payments.class).charge("a", true));
			assertThat(this.journal.calls).startsWith("started a", "added a").endsWith("ended a");
		});
	}

	@Test
	void taskOfTheWorkerIsNotedOnce() {
		this.withJournal.withPropertyValues("swf.worker.task-list=payments", "swf.worker.domain=shop")
			.run((context) -> {
				Execution taken = context.getBean(ActivityWorker.Answers.class).taken(TASK);
				context.getBean(Payments.class).charge("a", false);
				assertThat(this.journal.calls).containsExactly("started a");
				taken.onEnd(null);
				assertThat(this.journal.calls).containsExactly("started a", "ended a");
			});
	}

	@Test
	void noteOfALostReportStays() {
		this.withJournal.run((context) -> {
			context.getBean(InFlightTasks.class).onStart(TASK).onLost(new IllegalStateException());
			assertThat(this.journal.calls).containsExactly("started a");
		});
	}

	@Test
	void tasksAreNotNotedOnceThatIsSwitchedOff() {
		this.withJournal.withPropertyValues("swf.failure.journal.track-in-flight=false").run((context) -> {
			context.getBean(Payments.class).charge("a", false);
			assertThat(this.journal.calls).isEmpty();
		});
	}

	@Test
	void journalThatDoesNotTrackTasksIsNotCalled(CapturedOutput output) {
		this.journal.tracks = false;
		this.withJournal.withPropertyValues("swf.failure.journal.track-in-flight=true").run((context) -> {
			context.getBean(Payments.class).charge("a", false);
			assertThat(this.journal.calls).isEmpty();
			assertThat(context.getBeansOfType(InFlightTasks.class)).isEmpty();
			assertThat(output).containsOnlyOnce("'swf.failure.journal.track-in-flight' has no effect without");
		});
	}

	@Test
	void journalThatThrowsStopsNoHandler() {
		this.journal.broken = true;
		this.withJournal.run((context) -> {
			context.getBean(Payments.class).charge("a", false);
			assertThat(this.journal.calls).containsExactly("started a");
		});
	}

	@Test
	@SuppressWarnings("try")
	void taskOfTheWorkerIsRunThoughBothJournalAndLoggerThrow() {
		this.journal.broken = true;
		this.withJournal.withPropertyValues("swf.worker.task-list=payments", "swf.worker.domain=shop")
			.run((context) -> {
				try (FailingLogger logger = new FailingLogger(WorkerAnswers.class)) {
					assertThat(context.getBean(ActivityWorker.Answers.class).taken(TASK)).isEqualTo(Execution.NONE);
				}
			});
	}

	@Test
	void crashIsPutIntoWords() {
		this.withJournal.run((context) -> {
			context.getBean(InFlightTasks.class).onStart(TASK);
			assertThat(this.journal.crash().description().reason())
				.startsWith("WorkerCrashed: the worker process ended while it ran activity of unknown type, since ")
				.endsWith(" as process " + ProcessHandle.current().pid());
			assertThat(this.journal.crash().origin().simpleName()).isEqualTo("WorkerCrashed");
		});
	}

	@ParameterizedTest
	@MethodSource
	void crashIsNotedWithoutADescription(FailureDescriber broken) {
		this.withJournal.withBean(FailureDescriber.class, () -> broken).run((context) -> {
			context.getBean(InFlightTasks.class).onStart(TASK);
			assertThat(this.journal.crash().description().reason()).startsWith("WorkerCrashed: ");
		});
	}

	@SuppressWarnings("NullAway") // in spite of the contract
	static Stream<FailureDescriber> crashIsNotedWithoutADescription() {
		return Stream.of((task, failure) -> {
			throw new IllegalStateException("describer");
		}, (task, failure) -> null);
	}

	static class Payments {

		@ActivityHandler
		void charge(@TaskToken String token, boolean fails) {
			if (fails) {
				throw new IllegalStateException("Card was declined");
			}
		}

	}

	private static final class TrackingJournal implements FailureJournal {

		private final List<String> calls = new ArrayList<>();

		private @Nullable TaskFailure crash;

		private boolean tracks = true;

		private boolean broken;

		private TaskFailure crash() {
			return Objects.requireNonNull(this.crash);
		}

		@Override
		public boolean tracksTasks() {
			return this.tracks;
		}

		@Override
		public boolean taskStarted(TaskFailure newCrash) {
			this.calls.add("started " + newCrash.task().taskToken());
			this.crash = newCrash;
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			return true;
		}

		@Override
		public void taskEnded(ActivityTask task) {
			this.calls.add("ended " + task.taskToken());
		}

		@Override
		public boolean add(TaskReport report) {
			return this.calls.add("added " + report.task().taskToken());
		}

		@Override
		public void remove(TaskReport report) {
			this.calls.add("removed " + report.task().taskToken());
		}

		@Override
		public boolean contains(TaskReport report) {
			return false;
		}

		@Override
		public Stream<TaskReport> reports() {
			return Stream.empty();
		}

		@Override
		public int size() {
			return 0;
		}

	}

}
