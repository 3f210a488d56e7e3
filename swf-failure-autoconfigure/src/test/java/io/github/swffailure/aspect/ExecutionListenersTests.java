// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is told of a run, and when.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExecutionListenersTests {

	private final ApplicationContextRunner runner = Handlers.running(Payments.class, Refunds.class, Listeners.class);

	@Test
	void successIsToldInOrderAndBackwards() {
		this.runner.run((context) -> {
			context.getBean(Payments.class).succeeds("token");
			assertThat(events(context)).containsExactly("first starts 'succeeds'", "last starts 'succeeds'", "runs",
					"last returns", "first returns", "last ends null", "first ends null");
		});
	}

	@Test
	void failureIsToldAfterItsReport() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).fails("token"));
			assertThat(events(context)).containsExactly("first starts 'fails'", "last starts 'fails'", "last returns",
					"first returns", "last ends Declined after 1 reports", "first ends Declined after 1 reports");
		});
	}

	@Test
	void stageEndsWhenItCompletes() {
		this.runner.run((context) -> {
			CompletableFuture<String> stage = context.getBean(Payments.class).stage("token", new CompletableFuture<>());
			assertThat(events(context)).endsWith("last returns", "first returns");
			stage.complete("receipt");
			assertThat(events(context)).endsWith("last ends null", "first ends null");
		});
	}

	@Test
	void monoEndsOnceHoweverOftenItIsSubscribedTo() {
		this.runner.run((context) -> {
			Mono<String> mono = context.getBean(Payments.class).mono("token");
			assertThat(events(context)).endsWith("last returns", "first returns");
			assertThat(mono.block()).isEqualTo("receipt");
			assertThat(mono.block()).isEqualTo("receipt");
			assertThat(events(context)).endsWith("first returns", "last ends null", "first ends null");
		});
	}

	@Test
	void monoThatIsNoLongerWantedEnds() {
		this.runner.run((context) -> {
			context.getBean(Payments.class).endless("token").subscribe().dispose();
			assertThat(events(context)).endsWith("first returns", "last ends null", "first ends null");
		});
	}

	@Test
	void answeredCancellationIsTold() {
		this.runner.withBean(CancellationRequests.class, () -> Heartbeats.requestingCancellationOf("token"))
			.run((context) -> {
				assertThatExceptionOfType(CancellationException.class)
					.isThrownBy(() -> context.getBean(Payments.class).stops("token"));
				assertThat(events(context)).endsWith("first ends ActivityTaskCanceledException after 1 reports");
			});
	}

	@Test
	void failureThatIsNeitherDeliveredNorKeptIsLost() {
		this.runner.run((context) -> {
			context.getBean(RecordingReporter.class).answer(ReportOutcome.EXPIRED);
			assertDeclined(() -> context.getBean(Payments.class).fails("token"));
			assertThat(events(context)).endsWith("last loses Declined", "first loses Declined");
		});
	}

	@Test
	void callWithoutTaskIsNotTold() {
		this.runner.run((context) -> {
			assertDeclined(() -> context.getBean(Payments.class).fails(""));
			assertThat(events(context)).isEmpty();
		});
	}

	@Test
	void enclosedHandlerIsNotTold() {
		this.runner.run((context) -> {
			context.getBean(Refunds.class).refunds("token");
			assertThat(events(context)).filteredOn((event) -> event.contains("starts"))
				.containsExactly("first starts 'refunds'", "last starts 'refunds'");
		});
	}

	@Test
	void listenersThatThrowAreNamed(CapturedOutput output) {
		this.runner.run((context) -> {
			context.getBean(Payments.class).succeeds("token");
			assertThat(output.getOut().lines()).filteredOn((line) -> line.contains("threw"))
				.extracting((line) -> line.replaceFirst(".*Listener '(.*)\\$\\$Lambda.*' threw.*", "$1"))
				.containsExactly(Listeners.class.getName(), Listeners.class.getName());
		});
	}

	private static List<String> events(AssertableApplicationContext context) {
		return context.getBean(Listeners.class).events;
	}

	static class Payments {

		@Autowired
		Listeners listeners;

		@ActivityHandler
		void succeeds(@TaskToken String token) {
			this.listeners.events.add("runs");
		}

		@ActivityHandler
		void fails(@TaskToken String token) {
			throw new Declined();
		}

		@ActivityHandler
		void stops(@TaskToken String token) {
			throw new CancellationException("stop");
		}

		@ActivityHandler
		CompletableFuture<String> stage(@TaskToken String token, CompletableFuture<String> stage) {
			return stage;
		}

		@ActivityHandler
		Mono<String> mono(@TaskToken String token) {
			return Mono.just("receipt");
		}

		@ActivityHandler
		Mono<String> endless(@TaskToken String token) {
			return Mono.never();
		}

	}

	static class Refunds {

		@Autowired
		Payments payments;

		@ActivityHandler
		void refunds(@TaskToken String token) {
			this.payments.succeeds(token);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		final List<String> events = new ArrayList<>();

		@Bean
		@Order(3)
		ActivityExecutionListener last(RecordingReporter reporter) {
			return new Recording("last", this.events, reporter);
		}

		@Bean
		@Order(1)
		ActivityExecutionListener first(RecordingReporter reporter) {
			return new Recording("first", this.events, reporter);
		}

		@Bean
		@Order(2)
		ActivityExecutionListener broken() {
			return (task) -> {
				throw new IllegalStateException("listener is broken");
			};
		}

		@Bean
		@Order(2)
		ActivityExecutionListener brokenAtTheEnd() {
			return (task) -> (failure) -> {
				throw new IllegalStateException("listener is broken");
			};
		}

	}

	record Recording(String name, List<String> events,
			RecordingReporter reporter) implements ActivityExecutionListener {

		@Override
		public Execution onStart(ActivityTask task) {
			this.events.add(this.name + " starts " + task.type());
			return new Execution() {

				@Override
				public void onReturn() {
					Recording.this.events.add(Recording.this.name + " returns");
				}

				@Override
				public void onEnd(@Nullable Throwable failure) {
					Recording.this.events.add(Recording.this.name + " ends " + describe(failure));
				}

				@Override
				public void onLost(Throwable failure) {
					Recording.this.events.add(Recording.this.name + " loses " + failure.getClass().getSimpleName());
				}

			};
		}

		private String describe(@Nullable Throwable failure) {
			return (failure != null)
					? failure.getClass().getSimpleName() + " after " + this.reporter.reports().size() + " reports"
					: "null";
		}

	}

}
