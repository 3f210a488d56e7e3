package io.github.swffailure.test.fault;

import java.time.Duration;

import io.github.swffailure.test.protocol.SwfFault;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one call.
 *
 * @param applied whether the call takes effect all the same
 * @param error what is answered; {@code null} for the true answer or, if
 * {@code disconnected}, for none
 * @param disconnected whether the connection is closed instead of an answer
 * @param delay how long the answer is held back
 */
public record Fault(boolean applied, @Nullable SwfFault error, boolean disconnected, Duration delay) {

	static Fault error(boolean applied, SwfFault error) {
		return new Fault(applied, error, false, Duration.ZERO);
	}

	static Fault disconnect(boolean applied) {
		return new Fault(applied, null, true, Duration.ZERO);
	}

	static Fault delay(Duration delay) {
		return new Fault(true, null, false, delay);
	}

	/**
	 * Returns the fault of a call that goes well.
	 * @return no error, no delay
	 */
	public static Fault none() {
		return delay(Duration.ZERO);
	}

}
