package io.github.swffailure.test.fault;

import java.util.function.Predicate;

/**
 * A fault that waits for its calls.
 */
final class PlannedFault {

	static final String EVERY_OPERATION = "*";

	private final String operation;

	private final Predicate<String> body;

	private final Fault fault;

	private int remaining;

	PlannedFault(String operation, Predicate<String> body, int times, Fault fault) {
		this.operation = operation;
		this.body = body;
		this.remaining = times;
		this.fault = fault;
	}

	boolean isFor(String calledOperation, String calledBody) {
		boolean sameOperation = this.operation.equals(EVERY_OPERATION) || this.operation.equals(calledOperation);
		return sameOperation && this.body.test(calledBody);
	}

	/**
	 * Counts a use.
	 * @return whether it was the last
	 */
	boolean isUsedUp() {
		if (this.remaining == FaultPlan.ALWAYS) {
			return false;
		}
		this.remaining--;
		return this.remaining == 0;
	}

	Fault fault() {
		return this.fault;
	}

}
