// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import io.github.swffailure.aspect.UninterceptableHandlerException;
import io.github.swffailure.aspect.UninterceptableHandlerException.Handler;
import io.github.swffailure.aspect.UninterceptableHandlerException.Obstacle;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Lists the handlers that no proxy can intercept, and what to change.
 */
final class UninterceptableHandlerFailureAnalyzer extends AbstractFailureAnalyzer<UninterceptableHandlerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UninterceptableHandlerException cause) {
		return new FailureAnalysis(description(cause.handlers()), action(cause.handlers()), cause);
	}

	private static String description(List<Handler> handlers) {
		return handlers.stream()
			.map((handler) -> "    - " + handler)
			.collect(Collectors.joining("\n",
					"These activity handlers cannot be intercepted, so their failures would not be reported to SWF:\n\n",
					""));
	}

	private static String action(List<Handler> handlers) {
		return handlers.stream()
			.map(Handler::obstacle)
			.distinct()
			.map((obstacle) -> "    - " + names(handlers, obstacle) + ": " + obstacle.remedy())
			.collect(Collectors.joining("\n", "Change them, or remove @ActivityHandler:\n\n", ""));
	}

	private static String names(List<Handler> handlers, Obstacle obstacle) {
		return handlers.stream()
			.filter((handler) -> handler.obstacle() == obstacle)
			.map((handler) -> "'" + handler.name() + "'")
			.distinct()
			.collect(Collectors.joining(", "));
	}

}
