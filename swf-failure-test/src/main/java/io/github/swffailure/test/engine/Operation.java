// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.swffailure.test.protocol.Members;

/**
 * One operation of the service, on a request that has been validated. Called while the
 * engine is locked; only polls answer later.
 */
@FunctionalInterface
interface Operation {

	CompletableFuture<Map<String, Object>> call(Members request);

	/**
	 * An operation that answers at once.
	 */
	static Operation answering(Answering operation) {
		return (request) -> CompletableFuture.completedFuture(operation.answer(request));
	}

	/**
	 * An operation that answers at once, without output.
	 */
	static Operation silent(Silent operation) {
		return (request) -> {
			operation.apply(request);
			return CompletableFuture.completedFuture(Map.of());
		};
	}

	/**
	 * An operation with output.
	 */
	@FunctionalInterface
	interface Answering {

		Map<String, Object> answer(Members request);

	}

	/**
	 * An operation without output.
	 */
	@FunctionalInterface
	interface Silent {

		void apply(Members request);

	}

}
