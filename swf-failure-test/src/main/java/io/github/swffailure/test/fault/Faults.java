package io.github.swffailure.test.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.ServiceModel;
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

	private final List<PlannedFault> planned = new ArrayList<>();

	/**
	 * Begins a fault of one operation; without further words it meets its next call only.
	 * @param operation the name of the operation, for instance
	 * {@code RespondActivityTaskFailed}
	 * @return how often, and how
	 * @throws IllegalArgumentException if the service has no such operation
	 */
	public FaultPlan on(String operation) {
		if (!ServiceModel.get().operations().contains(operation)) {
			throw new IllegalArgumentException("SWF has no operation '" + operation
					+ "': use a name of its API reference, such as 'RespondActivityTaskFailed'");
		}
		return new FaultPlan(this, operation);
	}

	/**
	 * Begins a fault that meets whatever call comes.
	 * @return how often, and how
	 */
	public FaultPlan onEveryOperation() {
		return new FaultPlan(this, PlannedFault.EVERY_OPERATION);
	}

	/**
	 * Forgets all faults that have not been used up.
	 */
	public void clear() {
		synchronized (this.planned) {
			this.planned.clear();
		}
	}

	void add(PlannedFault fault) {
		synchronized (this.planned) {
			this.planned.add(fault);
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
				return fault.fault();
			}
			return Fault.none();
		}
	}

	private @Nullable PlannedFault first(String operation, String body) {
		return this.planned.stream().filter((fault) -> fault.isFor(operation, body)).findFirst().orElse(null);
	}

	/**
	 * A fault that waits for its calls.
	 */
	static final class PlannedFault {

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

}
