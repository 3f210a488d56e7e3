package io.github.swffailure.test.engine;

import io.github.swffailure.test.protocol.Members;

/**
 * Carries out one kind of decision.
 */
@FunctionalInterface
interface DecisionHandler {

	void apply(Execution execution, Members attributes, long decisionTaskCompletedEventId);

}
