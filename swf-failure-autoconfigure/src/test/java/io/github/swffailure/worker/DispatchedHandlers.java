// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.swffailure.ActivityHandler;
import reactor.core.publisher.Mono;

/**
 * Handlers with generic inputs, and with results inside of results.
 */
final class DispatchedHandlers {

	private DispatchedHandlers() {
	}

	record Order(int id) {
	}

	abstract static class Generic<I, O> {

		@ActivityHandler
		O generic(I input) {
			return apply(input);
		}

		@ActivityHandler
		<T extends I> int bounded(Map<String, ? extends T> input) {
			return ids(Objects.requireNonNull(input.get("a"))).get(0);
		}

		abstract O apply(I input);

		abstract List<Integer> ids(I input);

	}

	static class OfOrders extends Generic<List<Order>, Map<String, List<Integer>>> {

		@Override
		Map<String, List<Integer>> apply(List<Order> input) {
			return Map.of("o", ids(input));
		}

		@Override
		List<Integer> ids(List<Order> input) {
			return input.stream().map(Order::id).toList();
		}

		@ActivityHandler
		<T extends Order> int array(T[] input) {
			return input[0].id();
		}

		@ActivityHandler
		<T extends Comparable<T>> String selfBound(T input) {
			return input.toString();
		}

	}

	static class Nested {

		@ActivityHandler
		CompletionStage<Optional<String>> optionalStage(String input) {
			return CompletableFuture.completedFuture(Optional.of("optional " + input));
		}

		@ActivityHandler
		CompletionStage<Optional<String>> noOptionalStage() {
			return CompletableFuture.completedFuture(Optional.empty());
		}

		@ActivityHandler
		Mono<Optional<String>> optionalMono(String input) {
			return Mono.just(Optional.of("optional " + input));
		}

		@ActivityHandler
		CompletionStage<Mono<String>> nested(String input) {
			return CompletableFuture.completedFuture(Mono.just("nested " + input));
		}

		@ActivityHandler
		CompletionStage<CompletionStage<String>> failNested(String input) {
			return CompletableFuture
				.completedFuture(CompletableFuture.failedFuture(new IllegalStateException("nested " + input)));
		}

	}

}
