// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The record of calls, and waiting for them.
 */
class RecordedCallsTests {

	private final CallLog log = new CallLog();

	private final RecordedCalls calls = new RecordedCalls(this.log);

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "0, none, false, false", "200, none, true, true",
			"400, ThrottlingException, true, false", "0, Disconnected, true, false" })
	void callIsDoneOnceItIsAnsweredOrDropped(int status, String error, boolean done, boolean succeeded) {
		RecordedCall call = call("ListDomains", "{}").answered(status, error);

		assertThat(call.isDone()).isEqualTo(done);
		assertThat(call.succeeded()).isEqualTo(succeeded);
	}

	@Test
	void callsOfAnOperationAreThoseOfThatOperation() {
		this.log.received(call("ListDomains", "1"));
		this.log.received(call("DescribeDomain", "2"));
		this.log.received(call("ListDomains", "3"));

		assertThat(this.calls.of("ListDomains")).extracting(RecordedCall::body).containsExactly("1", "3");
		assertThat(this.calls.all()).extracting(RecordedCall::body).containsExactly("1", "2", "3");
	}

	@Test
	void pollCountsAsSoonAsItHasCome() {
		this.log.received(call("PollForActivityTask", "{}"));
		this.log.received(call("PollForDecisionTask", "{}"));

		assertThat(this.calls.await("PollForActivityTask", 1)).hasSize(1);
		assertThat(this.calls.await("PollForDecisionTask", 1)).hasSize(1);
	}

	@Test
	void otherCallCountsOnceItIsDone() throws Exception {
		long first = this.log.received(call("ListDomains", "1"));
		this.log.received(call("ListDomains", "2"));
		long other = this.log.received(call("DescribeDomain", "3"));
		FutureTask<List<RecordedCall>> waiting = new FutureTask<>(() -> this.calls.await("ListDomains", 1));
		Thread thread = new Thread(waiting);
		thread.start();
		awaitWaiting(thread);

		this.log.answered(other, 200, null);
		awaitWaiting(thread);
		this.log.answered(first, 400, "UnknownResourceFault");

		assertThat(waiting.get(30, TimeUnit.SECONDS)).singleElement()
			.extracting(RecordedCall::body, RecordedCall::error)
			.containsExactly("1", "UnknownResourceFault");
	}

	/**
	 * A thread that has ended instead would be found waiting for nothing: its result says
	 * so.
	 */
	private static void awaitWaiting(Thread thread) {
		while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
			Thread.onSpinWait();
		}
	}

	@Test
	void waitEndsWithItsTime() throws Exception {
		this.log.received(call("ListDomains", "1"));

		assertThat(this.log.await((call) -> true, 2, Duration.ofMillis(1))).hasSize(1);
	}

	@Test
	void interruptedWaitIsAnErrorOfTheTest() {
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.calls.await("ListDomains", 1))
			.withMessage("Interrupted while waiting for calls");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void answerToAForgottenCallIsForgottenToo() {
		long number = this.log.received(call("ListDomains", "1"));
		this.calls.clear();

		this.log.answered(number, 200, null);

		assertThat(this.calls.all()).isEmpty();
	}

	private static RecordedCall call(String operation, String body) {
		return new RecordedCall(operation, body, null, 0, Instant.EPOCH, 0, null);
	}

}
