// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskToken;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.ScheduledActivityTask;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.worker.DispatchedHandlers.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which handler gets a task with which argument, and what becomes of its result.
 */
@Execution(ExecutionMode.SAME_THREAD)
class DispatchTests {

	private final EmbeddedSwf swf = EmbeddedSwf.builder().longPoll(Duration.ofMillis(500)).start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	private static Stream<Case> completed() {
		return Stream.of(new Case("nothing", null, null), new Case("nil", null, null), new Case("text", "x", "got x"),
				new Case("json", "{\"id\":7}", "{\"id\":8}"), new Case("number", "41", "42"),
				new Case("list", "[{\"id\":1},{\"id\":2}]", "[2,3]"), new Case("stage", "x", "late x"),
				new Case("mono", "x", "mono x"), new Case("emptyMono", null, null), new Case("flux", null, "[1,2,3]"),
				new Case("future", "x", "future x"), new Case("task", "x", "task 1.0 x"),
				new Case("token", "x", "true x"), new Case("bound", null, "bound"), new Case("async", "x", "async x"),
				new Case("asyncNothing", null, null), new Case("optional", "x", "x"), new Case("lazy", "x", "lazy"),
				new Case("prototype", "x", "1"), new Case("byInterface", "x", "interface x"),
				new Case("from.property", "x", "resolved"), new Case("generic", "[{\"id\":3}]", "{\"o\":[3]}"),
				new Case("bounded", "{\"a\":[{\"id\":4}]}", "4"), new Case("array", "[{\"id\":5}]", "5"),
				new Case("selfBound", "7", "7"), new Case("optionalStage", "x", "optional x"),
				new Case("noOptionalStage", null, null), new Case("nested", "x", "nested x"),
				new Case("optionalMono", "x", "optional x"));
	}

	private static Stream<Case> failed() {
		return Stream.of(new Case("json", "{", "IllegalArgumentException: The input of 'json'"),
				new Case("number", null, "IllegalArgumentException: The input of 'number'"),
				new Case("fail", "x", "IllegalStateException: no x"),
				new Case("failLater", "x", "IllegalStateException: late x"),
				new Case("failReactively", "x", "IllegalStateException: mono x"),
				new Case("failFuture", "x", "IllegalStateException: future x"),
				new Case("failNested", "x", "IllegalStateException: nested x"),
				new Case("asyncFail", "x", "IllegalStateException: async x"),
				new Case("tooLong", null, "ActivityResultTooLongException: "),
				new Case("tooLongJson", null, "ActivityResultTooLongException: "),
				new Case("unwritable", null, "IllegalStateException: The result of 'unwritable'"),
				new Case("error", null, "StackOverflowError"), new Case("notThere", null, "UNKNOWN_ACTIVITY_TYPE: "));
	}

	@Test
	void eachTaskHasTheOneEndThatItsHandlerMeans() {
		WorkerRunner.of(this.swf.endpoint(), "own.name=from.property")
			.withUserConfiguration(Application.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				List<Case> completed = completed().toList();
				List<ScheduledActivityTask> tasks = completed.stream().map(this::schedule).toList();
				List<Case> failed = failed().toList();
				List<ScheduledActivityTask> failures = failed.stream().map(this::schedule).toList();
				for (int i = 0; i < completed.size(); i++) {
					HistoryEvent event = end(tasks.get(i));
					assertThat(event.eventType()).as(completed.get(i).name() + " " + event)
						.isEqualTo("ActivityTaskCompleted");
					assertThat(event.attributes().get("result")).as(completed.get(i).name())
						.isEqualTo(completed.get(i).expected());
				}
				for (int i = 0; i < failed.size(); i++) {
					HistoryEvent event = end(failures.get(i));
					assertThat(event.eventType()).as(failed.get(i).name()).isEqualTo("ActivityTaskFailed");
					assertThat(event.string("reason")).as(failed.get(i).name())
						.startsWith(String.valueOf(failed.get(i).expected()));
				}
				assertThat(context.getBean(FailureJournal.class).size()).isZero();
			});
	}

	private ScheduledActivityTask schedule(Case one) {
		var task = this.swf.activityTask(one.name(), "1.0");
		return ((one.input() != null) ? task.input(one.input()) : task).schedule();
	}

	private HistoryEvent end(ScheduledActivityTask task) {
		List<String> ends = List.of("ActivityTaskCompleted", "ActivityTaskFailed", "ActivityTaskCanceled");
		return org.awaitility.Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.swf.events(task.workflowId())
				.stream()
				.filter((event) -> ends.contains(event.eventType()))
				.findFirst()
				.orElse(null), (event) -> event != null);
	}

	private record Case(String name, @Nullable String input, @Nullable String expected) {
	}

	interface ByInterface {

		@ActivityHandler
		String byInterface(String input);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Application {

		@Bean
		Handlers handlers() {
			return new Handlers();
		}

		@Bean
		DispatchedHandlers.OfOrders genericHandlers() {
			return new DispatchedHandlers.OfOrders();
		}

		@Bean
		DispatchedHandlers.Nested nestedHandlers() {
			return new DispatchedHandlers.Nested();
		}

		@Bean
		FailingHandlers failingHandlers() {
			return new FailingHandlers();
		}

		@Bean
		@Lazy
		LazyHandlers lazyHandlers() {
			return new LazyHandlers();
		}

		@Bean
		@Scope("prototype")
		Prototype prototype() {
			return new Prototype();
		}

		@Bean
		ByInterface byInterface() {
			return (input) -> "interface " + input;
		}

	}

	static class LazyHandlers {

		@ActivityHandler
		String lazy() {
			return "lazy";
		}

	}

	static class Prototype {

		private int calls;

		@ActivityHandler(version = "1.0")
		int prototype() {
			return ++this.calls;
		}

	}

	static class Handlers {

		@ActivityHandler
		void nothing() {
		}

		@ActivityHandler
		@Nullable String nil(@Nullable String input) {
			return input;
		}

		@ActivityHandler
		String text(String input) {
			return "got " + input;
		}

		@ActivityHandler
		Order json(Order order) {
			return new Order(order.id() + 1);
		}

		@ActivityHandler
		int number(int number) {
			return number + 1;
		}

		@ActivityHandler
		List<Integer> list(List<Order> orders) {
			return orders.stream().map((order) -> order.id() + 1).toList();
		}

		@ActivityHandler
		CompletionStage<String> stage(String input) {
			return CompletableFuture.supplyAsync(() -> "late " + input);
		}

		@ActivityHandler
		Mono<String> mono(String input) {
			return Mono.delay(Duration.ofMillis(20)).map((tick) -> "mono " + input);
		}

		@ActivityHandler
		Mono<Void> emptyMono() {
			return Mono.empty();
		}

		@ActivityHandler
		Flux<Integer> flux() {
			return Flux.just(1, 2, 3);
		}

		@ActivityHandler
		Future<String> future(String input) {
			FutureTask<String> task = new FutureTask<>(() -> "future " + input);
			new Thread(task).start();
			return task;
		}

		@ActivityHandler
		String task(ActivityTask task, PollForActivityTaskResponse response) {
			return "task " + response.activityType().version() + " " + response.input();
		}

		@ActivityHandler
		String token(@TaskToken String token, String input) {
			return ActivityTask.ofToken(token).equals(ActivityTask.ofToken(current())) + " " + input;
		}

		private static String current() {
			ActivityTask task = ActivityTaskContext.current();
			return (task != null) ? task.taskToken() : "none";
		}

		@ActivityHandler
		String bound() {
			return current().equals("none") ? "unbound" : "bound";
		}

		@Async
		@ActivityHandler
		public CompletableFuture<String> async(ActivityTask task, String input) {
			return CompletableFuture.completedFuture("async " + input);
		}

		@Async
		@ActivityHandler
		public void asyncNothing(ActivityTask task) {
		}

		@ActivityHandler
		java.util.Optional<String> optional(String input) {
			return java.util.Optional.of(input);
		}

		@ActivityHandler(name = "${own.name}")
		String named() {
			return "resolved";
		}

	}

	static class FailingHandlers {

		@ActivityHandler
		void fail(String input) {
			throw new IllegalStateException("no " + input);
		}

		@ActivityHandler
		CompletionStage<String> failLater(String input) {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("late " + input);
			});
		}

		@ActivityHandler
		Mono<String> failReactively(String input) {
			return Mono.delay(Duration.ofMillis(20)).map((tick) -> {
				throw new IllegalStateException("mono " + input);
			});
		}

		@ActivityHandler
		Future<String> failFuture(String input) {
			FutureTask<String> task = new FutureTask<>(() -> {
				throw new IllegalStateException("future " + input);
			});
			task.run();
			return task;
		}

		@Async
		@ActivityHandler
		public void asyncFail(ActivityTask task, String input) {
			throw new IllegalStateException("async " + input);
		}

		@ActivityHandler
		String tooLong() {
			return "x".repeat(32_769);
		}

		@ActivityHandler
		List<String> tooLongJson() {
			return List.of("x".repeat(32_769));
		}

		@ActivityHandler
		Object unwritable() {
			return new Unwritable();
		}

		@ActivityHandler
		void error() {
			throw new StackOverflowError();
		}

	}

	/** What no JSON can be written of. */
	public static final class Unwritable {

		private final Unwritable itself = this;

		public Unwritable getItself() {
			return this.itself;
		}

	}

}
