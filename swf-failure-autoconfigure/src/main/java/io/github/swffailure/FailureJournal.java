package io.github.swffailure;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the reports that SWF has not answered for good. What is in the journal is what is
 * undelivered. A bean of this type replaces ours.
 * <p>
 * Safe for use by several threads.
 */
public interface FailureJournal {

	/**
	 * Keeps a failure until it is removed, under its task token: a second failure of the
	 * same task replaces the first.
	 * @param failure the failure
	 * @return whether it is kept; {@code false} if there is no room or it could not be
	 * written, which the journal has logged
	 */
	boolean add(TaskFailure failure);

	/**
	 * Forgets a failure. Does nothing if it is not kept.
	 * @param failure the failure
	 */
	void remove(TaskFailure failure);

	/**
	 * What is kept.
	 * @return the failures, the oldest first
	 */
	List<TaskFailure> failures();

	/**
	 * How many failures are kept. Cheap enough for a gauge.
	 * @return their number
	 */
	int size();

	/**
	 * When the handler of the oldest kept failure failed. Cheap enough for a gauge where
	 * an implementation does not read all failures for it, as this one does.
	 * @return the time, or {@code null} if nothing is kept
	 */
	default @Nullable Instant oldest() {
		List<TaskFailure> failures = failures();
		return failures.isEmpty() ? null : failures.get(0).time();
	}

	/**
	 * What keeps the journal from keeping failures, for the health of the application.
	 * @return for example {@code Directory '/var/swf' cannot be written: No space left on
	 * device}; {@code null} if the last write succeeded
	 */
	default @Nullable String problem() {
		return null;
	}

}
