// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.recording;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.swffailure.test.protocol.KnownNames;

/**
 * The calls that the endpoint received over HTTP: the latest 10,000 of them, or as many
 * as have bodies of 16 million characters. Safe for use by many threads.
 */
public final class RecordedCalls {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final CallLog log;

	/**
	 * Creates a view.
	 * @param log where the calls are kept
	 */
	public RecordedCalls(CallLog log) {
		this.log = log;
	}

	/**
	 * Returns all calls.
	 * @return the calls in the order in which they came
	 */
	public List<RecordedCall> all() {
		return this.log.calls((call) -> true);
	}

	/**
	 * Returns the calls of one operation.
	 * @param operation the name of the operation, for instance
	 * {@code RespondActivityTaskFailed}
	 * @return the calls in the order in which they came
	 * @throws IllegalArgumentException if the service has no such operation
	 */
	public List<RecordedCall> of(String operation) {
		KnownNames.requireOperation(operation);
		return this.log.calls((call) -> call.operation().equals(operation));
	}

	/**
	 * Waits, at most 10 seconds, until an operation has been called so often; a poll
	 * counts when it begins to wait, any other call once it is done.
	 * @param operation the name of the operation
	 * @param number how many calls there have to be
	 * @return the calls, perhaps more
	 * @throws AssertionError if the time is over, or the thread is interrupted
	 * @throws IllegalArgumentException if the service has no such operation
	 */
	public List<RecordedCall> await(String operation, int number) {
		return await(operation, number, PATIENCE);
	}

	/**
	 * Waits until an operation has been called so often; a poll counts when it begins to
	 * wait, any other call once it is done.
	 * @param operation the name of the operation
	 * @param number how many calls there have to be
	 * @param atMost how long to wait, in real time
	 * @return the calls, perhaps more
	 * @throws AssertionError if the time is over, or the thread is interrupted
	 * @throws IllegalArgumentException if the service has no such operation, or the
	 * number is below 1
	 */
	public List<RecordedCall> await(String operation, int number, Duration atMost) {
		KnownNames.requireOperation(operation);
		if (number < 1) {
			throw new IllegalArgumentException("Wait for at least one call, not '" + number + "'");
		}
		boolean poll = operation.startsWith("PollFor");
		Predicate<RecordedCall> condition = (call) -> call.operation().equals(operation) && (poll || call.isDone());
		List<RecordedCall> found = await(condition, number, atMost);
		if (found.size() < number) {
			throw new AssertionError("Expected " + number + " calls of '" + operation + "' within " + atMost
					+ " but there were " + found.size() + summary());
		}
		return found;
	}

	private String summary() {
		Map<String, Long> counts = all().stream()
			.collect(Collectors.groupingBy(RecordedCall::operation, TreeMap::new, Collectors.counting()));
		return ", among all calls " + counts;
	}

	private List<RecordedCall> await(Predicate<RecordedCall> condition, int number, Duration atMost) {
		try {
			return this.log.await(condition, number, atMost);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for calls", ex);
		}
	}

	/**
	 * Forgets all calls.
	 */
	public void clear() {
		this.log.clear();
	}

}
