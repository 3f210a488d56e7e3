// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.fault;

import java.time.Duration;

import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * The fault of one call.
 *
 * @param ending what the client gets
 * @param applied whether the call takes effect
 * @param error the error that is answered, {@code null} for the true answer
 * @param status the HTTP status of a page
 * @param duration how long the answer is held back, or how long its body takes
 */
public record Fault(Ending ending, boolean applied, @Nullable SwfFault error, int status, Duration duration) {

	private static final Fault NONE = of(Ending.ANSWER, true);

	static Fault error(boolean applied, SwfFault error) {
		return new Fault(Ending.ANSWER, applied, error, 0, Duration.ZERO);
	}

	static Fault of(Ending ending, boolean applied) {
		return new Fault(ending, applied, null, 0, Duration.ZERO);
	}

	static Fault late(Ending ending, Duration duration) {
		return new Fault(ending, true, null, 0, duration);
	}

	static Fault page(boolean applied, int status) {
		return new Fault(Ending.PAGE, applied, null, status, Duration.ZERO);
	}

	/**
	 * Returns the fault of a call that goes well.
	 * @return no error, no delay
	 */
	public static Fault none() {
		return NONE;
	}

	/**
	 * What a client gets.
	 */
	public enum Ending {

		/** An answer, perhaps late. */
		ANSWER,

		/** An answer whose body comes bit by bit. */
		SLOW_BODY,

		/** A page of HTML that is not the service's. */
		PAGE,

		/** A connection that is closed when the answer would be due. */
		DISCONNECT,

		/** A connection that is closed at once, although the call goes on. */
		CLIENT_GONE,

		/** Nothing, on a connection that stays open. */
		SILENCE

	}

}
