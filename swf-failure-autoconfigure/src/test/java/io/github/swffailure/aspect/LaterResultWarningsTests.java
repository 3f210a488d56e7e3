// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.TaskToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.CorePublisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.annotation.Async;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers whose signature shows at the start that a failure may go unheard.
 */
@ExtendWith(OutputCaptureExtension.class)
class LaterResultWarningsTests {

	@ParameterizedTest
	@ValueSource(strings = { "callable(String)' returns Callable, and a failure when that is used",
			"supplier(String)' returns Supplier, and a failure when that is used",
			"stream(String)' returns Stream, and a failure when that is used",
			"iterator(String)' returns Iterator, and a failure when that is used",
			"optional(String)' returns Optional of results that may fail later",
			"nested(String)' returns CompletableFuture of results that may fail later",
			"mono(String)' returns Mono of results that may fail later",
			"stages(String)' returns CompletableFuture[] of results that may fail later",
			"later(String)' returns Map of results that may fail later",
			"connectable(String)' returns ConnectableFlux, which cannot be followed",
			"orders(String)' returns Orders, which cannot be followed", "array(String[])' has a @TaskToken parameter",
			"optionalTask(Optional)' takes its task within", "tasks(ActivityTask[])' takes its task within",
			"responses(List)' takes its task within", "builder(Builder)' takes its task within",
			"work(Work)' takes its task within", "wrapped(Wrapped)' takes its task within",
			"request(RespondActivityTaskFailedRequest)' takes its task within",
			"named(String)' has a parameter 'taskToken' without @TaskToken" })
	void handlerIsWarnedOfAtStartUp(String warning, CapturedOutput output) {
		Handlers.running(Unheard.class)
			.run((context) -> assertThat(output.getOut()).containsOnlyOnce("'Unheard." + warning)
				.doesNotContain("'Unheard.fine"));
	}

	@Test
	void applicationThatFindsTasksItselfIsNotWarnedOfThem(CapturedOutput output) {
		Handlers.running(Unheard.class)
			.withBean(ActivityTaskResolver.class, () -> (method, arguments) -> null)
			.run((context) -> assertThat(output).contains("returns Callable")
				.doesNotContain("within another object")
				.doesNotContain("without @TaskToken"));
	}

	interface Orders extends Publisher<String> {

	}

	record Work(String taskToken, String input) {

	}

	record Wrapped(ActivityTask task) {

	}

	static class Unheard {

		@ActivityHandler
		void builder(PollForActivityTaskResponse.Builder builder) {
		}

		@ActivityHandler
		void work(Work work) {
		}

		@ActivityHandler
		void wrapped(Wrapped wrapped) {
		}

		@ActivityHandler
		void request(RespondActivityTaskFailedRequest request) {
		}

		@ActivityHandler
		void named(String taskToken) {
		}

		@Async
		@ActivityHandler
		Future<String> fineAsync(@TaskToken String token) {
			return CompletableFuture.completedFuture(token);
		}

		@ActivityHandler
		void fineNamed(@TaskToken String token, String taskToken) {
		}

		@ActivityHandler
		Callable<String> callable(@TaskToken String token) {
			return () -> token;
		}

		@ActivityHandler
		Supplier<String> supplier(@TaskToken String token) {
			return () -> token;
		}

		@ActivityHandler
		Stream<String> stream(@TaskToken String token) {
			return Stream.of(token);
		}

		@ActivityHandler
		Iterator<String> iterator(@TaskToken String token) {
			return Stream.of(token).iterator();
		}

		@ActivityHandler
		Optional<CompletableFuture<String>> optional(@TaskToken String token) {
			return Optional.empty();
		}

		@ActivityHandler
		CompletableFuture<CompletableFuture<String>> nested(@TaskToken String token) {
			return new CompletableFuture<>();
		}

		@ActivityHandler
		@SuppressWarnings("unchecked")
		CompletableFuture<String>[] stages(@TaskToken String token) {
			return (CompletableFuture<String>[]) new CompletableFuture<?>[0];
		}

		@ActivityHandler
		Map<String, List<Optional<Mono<String>>>> later(@TaskToken String token) {
			return Map.of();
		}

		@ActivityHandler
		<T extends Comparable<T>> List<T> fineRecursive(@TaskToken String token, List<T> values) {
			return values;
		}

		@ActivityHandler
		Mono<CompletableFuture<String>> mono(@TaskToken String token) {
			return Mono.empty();
		}

		@ActivityHandler
		ConnectableFlux<String> connectable(@TaskToken String token) {
			return Flux.just(token).publish();
		}

		@ActivityHandler
		Orders orders(@TaskToken String token) {
			return (subscriber) -> Mono.just(token).subscribe(subscriber);
		}

		@ActivityHandler
		CorePublisher<String> fineOfReactor(@TaskToken String token) {
			return Mono.just(token);
		}

		@ActivityHandler
		Publisher<String> finePublisher(@TaskToken String token) {
			return Mono.just(token);
		}

		@ActivityHandler
		void array(@TaskToken String... tokens) {
		}

		@ActivityHandler
		void optionalTask(Optional<ActivityTask> task) {
		}

		@ActivityHandler
		void tasks(ActivityTask... tasks) {
		}

		@ActivityHandler
		void responses(List<PollForActivityTaskResponse> responses) {
		}

		@ActivityHandler
		void fineTasks(ActivityTask task, List<ActivityTask> others) {
		}

		@ActivityHandler
		CompletableFuture<Optional<String>> fine(@TaskToken CharSequence token) {
			return new CompletableFuture<>();
		}

		@ActivityHandler
		void fineBound(String input, Map<String, Integer> amounts) {
		}

		@ActivityHandler
		Object fineObject(@TaskToken Object token) {
			return token;
		}

	}

}
