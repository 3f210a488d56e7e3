// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskCanceledException;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is reported, and what the caller gets.
 */
@ExtendWith(OutputCaptureExtension.class)
class HandlerFailuresTests {

	private final ApplicationContextRunner runner = Handlers.running(Payments.class);

	private final ApplicationContextRunner swallowing = this.runner.withPropertyValues("swf.failure.rethrow=false");

	private final Exception declined = new IOException("declined");

	@Test
	void handlerThatSucceedsIsNotReported() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Payments.class).returns("token", "receipt")).isEqualTo("receipt");
			assertThat(reporter(context).reports()).isEmpty();
		});
	}

	@Test
	void callerGetsTheVeryExceptionThatIsReported() {
		assertReportedAndThrown(this.declined);
	}

	@Test
	void checkedExceptionThatIsNotDeclaredReachesTheCallerAsItIs() {
		this.runner.run((context) -> {
			IOException failure = new IOException("disk");
			assertThatThrownBy(() -> context.getBean(Payments.class).sneaks("token", failure)).isSameAs(failure);
			assertThat(reporter(context).failures()).containsExactly(failure);
		});
	}

	@Test
	void errorsAreReported() {
		assertReportedAndThrown(new AssertionError("never"));
	}

	@Test
	void errorsOfTheVirtualMachineAreReported() {
		assertReportedAndThrown(new OutOfMemoryError("heap"));
	}

	@Test
	void realStackOverflowIsReportedOnce() {
		this.runner.run((context) -> {
			assertThatExceptionOfType(StackOverflowError.class)
				.isThrownBy(() -> context.getBean(Payments.class).recurses("token", context.getBean(Payments.class)));
			assertThat(reporter(context).failures()).hasSize(1).hasOnlyElementsOfType(StackOverflowError.class);
		});
	}

	@Test
	void exceptionIsNotTouchedByAReporterThatThrows(CapturedOutput output) {
		this.runner.withUserConfiguration(BrokenReporter.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", this.declined))
				.isSameAs(this.declined)
				.hasNoSuppressedExceptions();
			assertThat(output).contains("'Payments.fails(String, Throwable)' could not be reported")
				.contains("java.lang.IllegalStateException at ")
				.doesNotContain("reporter is broken");
		});
	}

	@Test
	void interruptFlagOfTheHandlerStays() {
		this.runner.run((context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).interruptsAndFails("token")).isNotNull();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(reporter(context).reports()).hasSize(1);
		});
	}

	@Test
	void interruptedExceptionIsReportedLikeAnyOther() {
		assertReportedAndThrown(new InterruptedException("stop"));
	}

	@Test
	void cancellationThatTheHandlerDeclaresIsReported() {
		assertReportedAndThrown(new ActivityTaskCanceledException("tidied up"));
	}

	@Test
	void interruptionAfterACancellationRequestAnswersIt() {
		assertAnswersCancellation(new InterruptedException("stop"));
	}

	@Test
	void cancellationExceptionAfterACancellationRequestAnswersIt() {
		assertAnswersCancellation(new CancellationException("stop"));
	}

	@Test
	void wrappedCancellationExceptionAfterACancellationRequestAnswersIt() {
		this.runner.withUserConfiguration(RequestedCancellation.class).run((context) -> {
			CancellationException cancellation = new CancellationException("stop");
			CompletionException thrown = new CompletionException(cancellation);
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", thrown)).isSameAs(thrown);
			assertThat(reporter(context).failures().get(0)).isInstanceOf(ActivityTaskCanceledException.class)
				.cause()
				.isSameAs(cancellation);
		});
	}

	@Test
	void cancellationExceptionWithoutARequestIsAFailure() {
		this.runner.withUserConfiguration(RequestedCancellation.class).run((context) -> {
			CancellationException thrown = new CancellationException("stop");
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("other token", thrown)).isSameAs(thrown);
			assertThat(reporter(context).failures()).containsExactly(thrown);
		});
	}

	@Test
	void otherExceptionAfterACancellationRequestIsAFailure() {
		this.runner.withUserConfiguration(RequestedCancellation.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", this.declined))
				.isSameAs(this.declined);
			assertThat(reporter(context).failures()).containsExactly(this.declined);
		});
	}

	@Test
	void resultThatSwfWouldRefuseFailsTheTask() {
		this.runner.run((context) -> {
			Throwable thrown = catchThrowable(
					() -> context.getBean(Payments.class).returns("token", "x".repeat(32_769)));
			assertThat(thrown).isInstanceOf(ActivityResultTooLongException.class)
				.hasMessageStartingWith(
						"Activity handler 'Payments.returns(String, String)' returned 32769 characters");
			assertThat(reporter(context).failures()).containsExactly(thrown);
		});
	}

	@Test
	void longestResultIsReturned() {
		this.runner.run((context) -> {
			assertThat(context.getBean(Payments.class).returns("token", "x".repeat(32_768))).hasSize(32_768);
			assertThat(reporter(context).reports()).isEmpty();
		});
	}

	@Test
	void listenersAreCalledForACallWithoutTaskWhichIsLoggedOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(Listeners.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).failsWithoutTask(this.declined))
				.isSameAs(this.declined);
			assertThat(output).contains("has no task to report on");
			assertThatThrownBy(() -> context.getBean(Payments.class).failsWithoutTask(this.declined))
				.isSameAs(this.declined);
			String call = "Payments.failsWithoutTask(Throwable) 'refund' (2) declined";
			assertThat(context.getBean(Listeners.class).told).containsExactly(call, call);
			assertThat(output.getOut()).containsOnlyOnce(
					"'Payments.failsWithoutTask(Throwable)' has no task to report on: declare a parameter");
		});
	}

	@ParameterizedTest
	@EnumSource(value = ReportOutcome.class, names = { "REPORTED", "TASK_CLOSED", "CANCELED" })
	void exceptionWhoseReportSwfHasAcceptedCanBeSwallowed(ReportOutcome outcome) {
		this.swallowing.run((context) -> {
			reporter(context).answer(outcome);
			assertThat(context.getBean(Payments.class).fails("token", this.declined)).isZero();
			assertThat(context.getBean(Payments.class).maybe("token", this.declined)).isEmpty();
			assertThat(context.getBean(Payments.class).object("token", this.declined)).isNull();
			assertThat(context.getBean(Payments.class).decides("token", this.declined)).isFalse();
			context.getBean(Payments.class).runs("token", this.declined);
			assertThat(reporter(context).reports()).hasSize(5);
		});
	}

	@ParameterizedTest
	@EnumSource(value = ReportOutcome.class, mode = Mode.EXCLUDE, names = { "REPORTED", "TASK_CLOSED", "CANCELED" })
	void exceptionWhoseReportSwfHasNotAcceptedIsNeverSwallowed(ReportOutcome outcome) {
		this.swallowing.run((context) -> {
			reporter(context).answer(outcome);
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", this.declined))
				.isSameAs(this.declined);
		});
	}

	@Test
	void exceptionWithoutTaskIsNeverSwallowed() {
		this.swallowing
			.run((context) -> assertThatThrownBy(() -> context.getBean(Payments.class).failsWithoutTask(this.declined))
				.isSameAs(this.declined));
	}

	@Test
	void exceptionThatCouldNotBeReportedIsNeverSwallowed() {
		this.swallowing.withUserConfiguration(BrokenReporter.class)
			.run((context) -> assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", this.declined))
				.isSameAs(this.declined));
	}

	@Test
	void errorIsNeverSwallowed() {
		this.swallowing.run(reportedAndThrown(new AssertionError("never")));
	}

	@Test
	void swallowedInterruptionLeavesTheFlag() {
		this.swallowing.run((context) -> {
			context.getBean(Payments.class).fails("token", new InterruptedException("stop"));
			assertThat(Thread.interrupted()).isTrue();
		});
	}

	private void assertReportedAndThrown(Throwable failure) {
		this.runner.run(reportedAndThrown(failure));
	}

	private static ContextConsumer<AssertableApplicationContext> reportedAndThrown(Throwable failure) {
		return (context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", failure)).isSameAs(failure);
			assertThat(reporter(context).failures()).containsExactly(failure);
			assertThat(reporter(context).tokens()).containsExactly("token");
		};
	}

	private void assertAnswersCancellation(Exception failure) {
		this.runner.withUserConfiguration(RequestedCancellation.class).run((context) -> {
			assertThatThrownBy(() -> context.getBean(Payments.class).fails("token", failure)).isSameAs(failure);
			assertThat(reporter(context).failures()).hasSize(1);
			assertThat(reporter(context).failures().get(0)).isInstanceOf(ActivityTaskCanceledException.class)
				.hasMessage("stop")
				.cause()
				.isSameAs(failure);
		});
	}

	@SuppressWarnings("unchecked")
	private static <E extends Throwable> void sneak(Throwable failure) throws E {
		throw (E) failure;
	}

	private static RecordingReporter reporter(AssertableApplicationContext context) {
		return context.getBean(RecordingReporter.class);
	}

	static class Payments {

		@ActivityHandler
		int fails(@TaskToken String token, Throwable failure) throws Exception {
			throw rethrown(failure);
		}

		@ActivityHandler
		void sneaks(@TaskToken String token, Throwable failure) {
			HandlerFailuresTests.<RuntimeException>sneak(failure);
		}

		@ActivityHandler
		Optional<String> maybe(@TaskToken String token, Exception failure) throws Exception {
			throw failure;
		}

		@ActivityHandler
		@Nullable String object(@TaskToken String token, Exception failure) throws Exception {
			throw failure;
		}

		@ActivityHandler
		boolean decides(@TaskToken String token, Exception failure) throws Exception {
			throw failure;
		}

		@ActivityHandler
		void runs(@TaskToken String token, Exception failure) throws Exception {
			throw failure;
		}

		@ActivityHandler(name = "refund", version = "2")
		void failsWithoutTask(Throwable failure) throws Exception {
			throw rethrown(failure);
		}

		@ActivityHandler
		void interruptsAndFails(@TaskToken String token) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted");
		}

		@ActivityHandler
		String returns(@TaskToken String token, String result) {
			return result;
		}

		@ActivityHandler
		int recurses(@TaskToken String token, Payments self) {
			return 1 + self.recurses(token, self);
		}

		private static Exception rethrown(Throwable failure) {
			if (failure instanceof Error error) {
				throw error;
			}
			return (Exception) failure;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenReporter {

		@Bean
		@Primary
		TaskFailureReporter brokenReporter() {
			return (task, failure) -> {
				throw new IllegalStateException("reporter is broken");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestedCancellation {

		@Bean
		CancellationRequests requests() {
			return Heartbeats.requestingCancellationOf("token");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		final List<String> told = new ArrayList<>();

		@Bean
		@Order(1)
		TaskFailureListener broken() {
			return new TaskFailureListener() {

				@Override
				public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
					throw new IllegalStateException("listener is broken");
				}

			};
		}

		@Bean
		@Order(2)
		TaskFailureListener telling() {
			return new TaskFailureListener() {

				@Override
				public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
					Listeners.this.told.add(handler + " " + type + " " + failure.getMessage());
				}

			};
		}

	}

}
