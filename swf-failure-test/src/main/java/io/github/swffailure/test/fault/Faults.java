// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.fault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.KnownNames;
import org.jspecify.annotations.Nullable;

/**
 * The faults that a test asks for. They are used up in the order in which they were asked
 * for: two throttled calls, then one that fails after it was applied, are two statements.
 * Safe for use by many threads.
 *
 * <pre class="code">
 * swf.faults().on("RespondActivityTaskFailed").times(2).throttle();
 * swf.faults().on("RespondActivityTaskFailed").failAfterApplying();
 * </pre>
 */
public final class Faults {

	private static final String EVERY_OPERATION = "every operation";

	private final List<PlannedFault> planned = new ArrayList<>();

	private final Map<Object, String> unfinished = new LinkedHashMap<>();

	/**
	 * Begins a fault of one operation; without further words it meets its next call only.
	 * @param operation the name of the operation, for instance
	 * {@code RespondActivityTaskFailed}
	 * @return how often, and how
	 * @throws IllegalArgumentException if the service has no such operation
	 */
	public FaultPlan on(String operation) {
		return begin(KnownNames.requireOperation(operation));
	}

	/**
	 * Begins a fault of any operation; without further words it meets the next call only.
	 * @return how often, and how
	 */
	public FaultPlan onEveryOperation() {
		return begin(EVERY_OPERATION);
	}

	private FaultPlan begin(String operation) {
		FaultPlan plan = new FaultPlan(this, operation);
		synchronized (this.planned) {
			this.unfinished.put(plan.statement(), operation);
		}
		return plan;
	}

	/**
	 * Forgets all faults that have not been used up.
	 */
	public void clear() {
		synchronized (this.planned) {
			this.planned.clear();
			this.unfinished.clear();
		}
	}

	/**
	 * Drops a wrong statement and returns the exception about it.
	 */
	IllegalArgumentException refuse(Object statement, String message) {
		synchronized (this.planned) {
			this.unfinished.remove(statement);
		}
		return new IllegalArgumentException(message);
	}

	void add(Object statement, PlannedFault fault) {
		synchronized (this.planned) {
			this.unfinished.remove(statement);
			this.planned.add(fault);
		}
	}

	/**
	 * Makes sure that every fault that was begun has its last word, as without it nothing
	 * was planned.
	 * @throws IllegalStateException if one has not
	 */
	public void requireFinished() {
		synchronized (this.planned) {
			if (!this.unfinished.isEmpty()) {
				throw new IllegalStateException("A fault of '" + String.join("', '", this.unfinished.values())
						+ "' was begun but never planned: end the statement with its last word, such as throttle()");
			}
		}
	}

	/**
	 * Uses up the first fault that is meant for a call.
	 * @param operation the operation that is called
	 * @param body the request as it came
	 * @return the fault, {@link Fault#none()} if none is meant for it
	 */
	public Fault next(String operation, String body) {
		synchronized (this.planned) {
			PlannedFault fault = first(operation, body);
			if (fault != null) {
				if (fault.isUsedUp()) {
					this.planned.remove(fault);
				}
				return fault.fault;
			}
			return Fault.none();
		}
	}

	private @Nullable PlannedFault first(String operation, String body) {
		return this.planned.stream().filter((fault) -> fault.isFor(operation, body)).findFirst().orElse(null);
	}

	/**
	 * The calls that a fault meets.
	 *
	 * @param operation the operation or {@link #EVERY_OPERATION}
	 * @param times how many calls, {@link #ALWAYS} for all
	 * @param body the condition for the request
	 * @param share the share of these calls
	 * @param seed the seed of the random choice
	 */
	record Target(String operation, int times, Predicate<String> body, double share, long seed) {

		static final int ALWAYS = -1;

		static Target next(String operation) {
			return new Target(operation, 1, (body) -> true, 1, 0);
		}

		String permission() {
			return this.operation.equals(EVERY_OPERATION) ? "swf:*" : "swf:" + this.operation;
		}

		Target times(int calls) {
			return new Target(this.operation, calls, this.body, this.share, this.seed);
		}

		Target body(Predicate<String> condition) {
			return new Target(this.operation, this.times, condition, this.share, this.seed);
		}

		Target share(double ofCalls, long newSeed) {
			return new Target(this.operation, this.times, this.body, ofCalls, newSeed);
		}

	}

	/**
	 * A fault that waits for its calls.
	 */
	static final class PlannedFault {

		private final Target target;

		private final Fault fault;

		private final Random random;

		private int remaining;

		PlannedFault(Target target, Fault fault) {
			this.target = target;
			this.fault = fault;
			this.random = new Random(target.seed());
			this.remaining = target.times();
		}

		boolean isFor(String operation, String body) {
			boolean sameOperation = this.target.operation().equals(EVERY_OPERATION)
					|| this.target.operation().equals(operation);
			return sameOperation && this.target.body().test(body) && this.random.nextDouble() < this.target.share();
		}

		/**
		 * Counts a use.
		 * @return whether it was the last
		 */
		boolean isUsedUp() {
			if (this.remaining == Target.ALWAYS) {
				return false;
			}
			this.remaining--;
			return this.remaining == 0;
		}

	}

}
