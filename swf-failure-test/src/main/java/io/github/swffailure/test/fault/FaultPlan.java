// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.fault;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * How often calls fail, and how. Each of the last words ({@link #throttle()} and so on)
 * puts the fault into effect and returns the faults for the next one; a plan without a
 * last word is an error when the endpoint is closed.
 */
public final class FaultPlan {

	private final Faults faults;

	private final Object statement;

	private final Faults.Target target;

	private final boolean counted;

	FaultPlan(Faults faults, String operation) {
		this(faults, new Object(), Faults.Target.next(operation), false);
	}

	private FaultPlan(Faults faults, Object statement, Faults.Target target, boolean counted) {
		this.faults = faults;
		this.statement = statement;
		this.target = target;
		this.counted = counted;
	}

	Object statement() {
		return this.statement;
	}

	private FaultPlan meeting(Faults.Target calls) {
		if (this.counted) {
			throw this.faults.refuse(this.statement, "Say once which calls a fault meets: times, always or share");
		}
		return new FaultPlan(this.faults, this.statement, calls, true);
	}

	/**
	 * Meets the next calls instead of only the next one.
	 * @param calls how many, at least one
	 * @return the plan so changed
	 */
	public FaultPlan times(int calls) {
		if (calls < 1) {
			throw this.faults.refuse(this.statement, "A fault must meet at least one call, not '" + calls + "'");
		}
		return meeting(this.target.times(calls));
	}

	/**
	 * Meets every call until {@link Faults#clear()}.
	 * @return the plan so changed
	 */
	public FaultPlan always() {
		return meeting(this.target.times(Faults.Target.ALWAYS));
	}

	/**
	 * Meets a share of all calls at random until {@link Faults#clear()}; the same share
	 * of the same calls for the same seed.
	 * @param share how many of them, above 0 and at most 1
	 * @param seed where the choice begins
	 * @return the plan so changed
	 */
	public FaultPlan share(double share, long seed) {
		if (!(share > 0 && share <= 1)) {
			throw this.faults.refuse(this.statement, "A share is above 0 and at most 1 but was '" + share + "'");
		}
		return meeting(this.target.times(Faults.Target.ALWAYS).share(share, seed));
	}

	/**
	 * Meets only calls whose request is of a kind; others do not count.
	 * @param condition what the JSON text of the request has to be like
	 * @return the plan so changed
	 */
	public FaultPlan whenBody(Predicate<String> condition) {
		return new FaultPlan(this.faults, this.statement, this.target.body(condition), this.counted);
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
		return plan(Fault.of(Fault.Ending.DISCONNECT, false));
	}

	/**
	 * Closes the connection without an answer although the call was applied.
	 * @return the faults
	 */
	public Faults disconnectAfterApplying() {
		return plan(Fault.of(Fault.Ending.DISCONNECT, true));
	}

	/**
	 * Applies the call at once and holds its answer back; a poll takes its task at once,
	 * whose answer the client may not wait for.
	 * @param delay how long, in real time
	 * @return the faults
	 */
	public Faults delay(Duration delay) {
		return plan(Fault.late(Fault.Ending.ANSWER, requirePositive(delay)));
	}

	/**
	 * Applies the call and sends the true answer bit by bit. One without a body is held
	 * back.
	 * @param duration how long the body takes, in real time
	 * @return the faults
	 */
	public Faults slowBody(Duration duration) {
		return plan(Fault.late(Fault.Ending.SLOW_BODY, requirePositive(duration)));
	}

	/**
	 * Closes the connection at once although the call goes on: a poll stays in its task
	 * list and takes the next task, which then nobody works on. The service does the same
	 * within the 60 seconds of a poll.
	 * @return the faults
	 */
	public Faults clientGone() {
		return plan(Fault.of(Fault.Ending.CLIENT_GONE, true));
	}

	/**
	 * Leaves the connection half open: it never brings an answer, nor an end until the
	 * endpoint is closed; nothing is applied.
	 * @return the faults
	 */
	public Faults silence() {
		return plan(Fault.of(Fault.Ending.SILENCE, false));
	}

	/**
	 * Leaves the connection half open although the call was applied.
	 * @return the faults
	 */
	public Faults silenceAfterApplying() {
		return plan(Fault.of(Fault.Ending.SILENCE, true));
	}

	/**
	 * Answers a page of HTML, as a proxy or a captive portal does; nothing is applied.
	 * @param status its HTTP status, for instance 200, 403, 407, 413 or 502
	 * @return the faults
	 */
	public Faults page(int status) {
		return plan(Fault.page(false, requireStatus(status, 200)));
	}

	/**
	 * Answers a page of HTML although the call was applied, as a gateway does that did
	 * not wait.
	 * @param status its HTTP status, for instance 504
	 * @return the faults
	 */
	public Faults pageAfterApplying(int status) {
		return plan(Fault.page(true, requireStatus(status, 200)));
	}

	/** Answers of 1xx, 204, 205 and 304 have no body. */
	private int requireStatus(int status, int lowest) {
		if (status < lowest || status > 599 || status == 204 || status == 205 || status == 304) {
			throw this.faults.refuse(this.statement, "An answer with a body has a status of " + lowest
					+ " to 599, not 204, 205 or 304, but this one has '" + status + "'");
		}
		return status;
	}

	/**
	 * Answers 400 {@code OperationNotPermittedFault}; nothing is applied.
	 * @return the faults
	 */
	public Faults deny() {
		return plan(Fault.error(false,
				SwfFault.operationNotPermitted("Not permitted to perform " + this.target.permission())));
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
	 * @param status the HTTP status, 400 to 599
	 * @param code the error code, for instance {@code ExpiredTokenException}
	 * @param message the message
	 * @return the faults
	 */
	public Faults answer(int status, String code, String message) {
		if (code.isBlank()) {
			throw this.faults.refuse(this.statement, "An error needs a code, such as 'ExpiredTokenException'");
		}
		return plan(Fault.error(false, SwfFault.of(requireStatus(status, 400), code, message)));
	}

	private Duration requirePositive(Duration duration) {
		if (duration.isNegative() || duration.isZero()) {
			throw this.faults.refuse(this.statement,
					"A call can only be held back for a time to come, not '" + duration + "'");
		}
		return duration;
	}

	private Faults plan(Fault fault) {
		this.faults.add(this.statement, new Faults.PlannedFault(this.target, fault));
		return this.faults;
	}

}
