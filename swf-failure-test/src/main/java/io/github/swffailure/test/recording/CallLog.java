// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.recording;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest calls in the order in which they came: at most 10,000, and at most 16
 * million characters of their bodies. Safe for use by many threads.
 */
public final class CallLog {

	private static final int MOST_CALLS = 10_000;

	private static final long MOST_CHARACTERS = 16_000_000;

	private final Map<Long, RecordedCall> calls = new LinkedHashMap<>();

	private final Consumer<RecordedCall> listener;

	private long count;

	private long characters;

	/**
	 * Creates a log without calls.
	 */
	public CallLog() {
		this((call) -> {
		});
	}

	/**
	 * Creates a log without calls.
	 * @param listener is called, one call at a time, when a call is answered
	 */
	public CallLog(Consumer<RecordedCall> listener) {
		this.listener = listener;
	}

	/**
	 * Adds a call that has no answer yet.
	 * @param call the call
	 * @return its number, to be used for {@link #answered}
	 */
	public synchronized long received(RecordedCall call) {
		this.calls.put(++this.count, call);
		this.characters += call.body().length();
		while (this.calls.size() > MOST_CALLS || (this.characters > MOST_CHARACTERS && this.calls.size() > 1)) {
			Long oldest = this.calls.keySet().iterator().next();
			RecordedCall dropped = this.calls.remove(oldest);
			this.characters -= (dropped != null) ? dropped.body().length() : 0;
		}
		notifyAll();
		return this.count;
	}

	/**
	 * Adds the answer of a call, before the client can see it.
	 * @param number the number of the call
	 * @param status the HTTP status
	 * @param error the error code, if it is one
	 */
	public synchronized void answered(long number, int status, @Nullable String error) {
		RecordedCall answered = this.calls.computeIfPresent(number, (key, call) -> call.answered(status, error));
		if (answered != null) {
			this.listener.accept(answered);
		}
		notifyAll();
	}

	/**
	 * Returns the calls that a condition holds for.
	 * @param condition what the calls have to be like
	 * @return the calls in the order in which they came
	 */
	public synchronized List<RecordedCall> calls(Predicate<RecordedCall> condition) {
		return this.calls.values().stream().filter(condition).toList();
	}

	/**
	 * Waits until so many calls have come for which a condition holds.
	 * @param condition what the calls have to be like
	 * @param number how many there have to be
	 * @param atMost how long to wait
	 * @return the calls; fewer than asked for if the time is over
	 * @throws InterruptedException if the thread is interrupted
	 */
	public synchronized List<RecordedCall> await(Predicate<RecordedCall> condition, int number, Duration atMost)
			throws InterruptedException {
		long end = System.nanoTime() + atMost.toNanos();
		List<RecordedCall> found = calls(condition);
		while (found.size() < number && end - System.nanoTime() > 0) {
			wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
			found = calls(condition);
		}
		return found;
	}

	/**
	 * Forgets all calls.
	 */
	public synchronized void clear() {
		this.calls.clear();
		this.characters = 0;
	}

}
