// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.recording;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A call that the endpoint received.
 *
 * @param operation the operation as the request names it, served or not; empty if it
 * names none
 * @param body the request as it came, normally JSON
 * @param invocationId what all attempts of one SDK call have in common, if the client
 * says
 * @param attempt which attempt of the SDK call this is, 1 for the first; 0 if the client
 * does not say
 * @param receivedAt when it came, in real time
 * @param status the HTTP status of the answer, 0 where there is none
 * @param error the error code of the answer, such as {@code UnknownResourceFault}, if it
 * was one; {@link #DISCONNECTED}, {@link #UNANSWERED} or {@link #PAGE} where the answer
 * is not the service's
 */
public record RecordedCall(String operation, String body, @Nullable String invocationId, int attempt,
		Instant receivedAt, int status, @Nullable String error) {

	/** The error of a call whose connection was closed without an answer. */
	public static final String DISCONNECTED = "Disconnected";

	/** The error of a call that got no answer, on a connection that was left open. */
	public static final String UNANSWERED = "Unanswered";

	/** The error of a call that got a page of HTML. */
	public static final String PAGE = "Page";

	RecordedCall answered(int newStatus, @Nullable String newError) {
		return new RecordedCall(this.operation, this.body, this.invocationId, this.attempt, this.receivedAt, newStatus,
				newError);
	}

	/**
	 * Says whether the endpoint is done with the call, as it is not with a poll that
	 * waits.
	 * @return whether it was answered or disconnected
	 */
	public boolean isDone() {
		return this.status != 0 || this.error != null;
	}

	/**
	 * Says whether the call was answered with success.
	 * @return whether the status is 200 and the answer is the service's
	 */
	public boolean succeeded() {
		return this.status == 200 && this.error == null;
	}

}
