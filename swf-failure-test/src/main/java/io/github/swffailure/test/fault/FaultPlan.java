package io.github.swffailure.test.fault;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * How often calls fail, and how. Each of the last words ({@link #throttle()} and so on)
 * puts the fault into effect and returns the faults for the next one.
 */
public final class FaultPlan {

	static final int ALWAYS = -1;

	private final Faults faults;

	private final String operation;

	private final int times;

	private final Predicate<String> body;

	FaultPlan(Faults faults, String operation) {
		this(faults, operation, 1, (body) -> true);
	}

	private FaultPlan(Faults faults, String operation, int times, Predicate<String> body) {
		this.faults = faults;
		this.operation = operation;
		this.times = times;
		this.body = body;
	}

	/**
	 * Meets the next calls instead of only the next one.
	 * @param calls how many, at least one
	 * @return the plan so changed
	 */
	public FaultPlan times(int calls) {
		if (calls < 1) {
			throw new IllegalArgumentException("A fault must meet at least one call, not '" + calls + "'");
		}
		return new FaultPlan(this.faults, this.operation, calls, this.body);
	}

	/**
	 * Meets every call until {@link Faults#clear()}.
	 * @return the plan so changed
	 */
	public FaultPlan always() {
		return new FaultPlan(this.faults, this.operation, ALWAYS, this.body);
	}

	/**
	 * Meets only calls whose request is of a kind; others do not count.
	 * @param condition what the JSON text of the request has to be like
	 * @return the plan so changed
	 */
	public FaultPlan whenBody(Predicate<String> condition) {
		return new FaultPlan(this.faults, this.operation, this.times, condition);
	}

	/**
	 * Answers 400 {@code ThrottlingException}, {@code Rate exceeded}; nothing is applied.
	 * @return the faults
	 */
	public Faults throttle() {
		return plan(Fault.error(false, SwfFault.throttled()));
	}

	/**
	 * Answers 500 {@code InternalFailure}; nothing is applied.
	 * @return the faults
	 */
	public Faults fail() {
		return plan(Fault.error(false, SwfFault.internalFailure("Internal failure")));
	}

	/**
	 * Answers 500 {@code InternalFailure} although the call was applied.
	 * @return the faults
	 */
	public Faults failAfterApplying() {
		return plan(Fault.error(true, SwfFault.internalFailure("Internal failure")));
	}

	/**
	 * Closes the connection without an answer; nothing is applied.
	 * @return the faults
	 */
	public Faults disconnect() {
		return plan(Fault.disconnect(false));
	}

	/**
	 * Closes the connection without an answer although the call was applied.
	 * @return the faults
	 */
	public Faults disconnectAfterApplying() {
		return plan(Fault.disconnect(true));
	}

	/**
	 * Applies the call at once and holds its answer back.
	 * @param delay how long, in real time
	 * @return the faults
	 */
	public Faults delay(Duration delay) {
		return plan(Fault.delay(delay));
	}

	/**
	 * Answers 400 {@code OperationNotPermittedFault}; nothing is applied.
	 * @return the faults
	 */
	public Faults deny() {
		return plan(
				Fault.error(false, SwfFault.operationNotPermitted("Not permitted to perform swf:" + this.operation)));
	}

	/**
	 * Answers 400 {@code ValidationException}, as for a text that the service does not
	 * like; nothing is applied.
	 * @return the faults
	 */
	public Faults refuse() {
		return plan(Fault.error(false, SwfFault.validation("1 validation error detected: Value '...' at 'details' "
				+ "failed to satisfy constraint: Member must satisfy regular expression pattern")));
	}

	/**
	 * Answers an error of your choice; nothing is applied.
	 * @param status the HTTP status
	 * @param code the error code, for instance {@code ExpiredTokenException}
	 * @param message the message
	 * @return the faults
	 */
	public Faults answer(int status, String code, String message) {
		return plan(Fault.error(false, SwfFault.of(status, code, message)));
	}

	private Faults plan(Fault fault) {
		this.faults.add(new Faults.PlannedFault(this.operation, this.body, this.times, fault));
		return this.faults;
	}

}
