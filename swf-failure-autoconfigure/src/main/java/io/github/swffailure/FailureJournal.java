// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Keeps reports until SWF has given a final answer: the journal holds exactly the
 * undelivered reports. A bean of this type replaces the built-in one.
 * <p>
 * Safe for use by several threads. Methods do not throw exceptions because of the medium:
 * the journal logs failed reads, writes and removals, and reports them by
 * {@link #problem()} and {@link #losses()}.
 *
 * @since 0.1
 */
public interface FailureJournal {

	/**
	 * Keeps a report under its task token until it is removed. A second report of the
	 * same task replaces the first.
	 * @param report the failure or completion
	 * @return whether it is kept; {@code false} if there is no room, which the journal
	 * has logged
	 */
	boolean add(TaskReport report);

	/**
	 * Removes the report of a task. Does nothing if none is kept.
	 * @param report the report
	 */
	void remove(TaskReport report);

	/**
	 * Whether a report of the task is kept.
	 * @param report the report
	 * @return {@code false} if there never was one, or if it was removed
	 */
	boolean contains(TaskReport report);

	/**
	 * The kept reports, read one by one as the stream is consumed, so that a large
	 * journal does not fill the memory. Reports that are removed in the meantime may be
	 * missing. A journal that several workers share omits the reports of other live
	 * workers, and takes over those of dead ones.
	 * @return the reports, the oldest first
	 */
	Stream<TaskReport> reports();

	/**
	 * The same in reverse order, so that new reports do not wait behind a backlog. Called
	 * often, and only the beginning is read.
	 * @return the reports, the newest first; empty if the journal does not support it
	 */
	default Stream<TaskReport> newestFirst() {
		return Stream.empty();
	}

	/**
	 * Number of kept reports. Must be cheap enough for a gauge.
	 * @return their number
	 */
	int size();

	/**
	 * When the handler of the oldest kept report ended. Must be cheap enough for a gauge.
	 * @return the time, or {@code null} if nothing is kept
	 */
	default @Nullable Instant oldest() {
		try (Stream<TaskReport> reports = reports()) {
			return reports.map(TaskReport::time).findFirst().orElse(null);
		}
	}

	/**
	 * Whether kept reports outlive the process.
	 * @return {@code false} for a journal in memory
	 */
	default boolean isDurable() {
		return false;
	}

	/**
	 * The problem that prevents the journal from keeping reports, for the health of the
	 * application.
	 * @return for example {@code Directory '/var/swf' cannot be written: No space left on
	 * device}; {@code null} if there is none
	 */
	default @Nullable String problem() {
		return null;
	}

	/**
	 * Number of reports since the start that could not be kept as they should: because
	 * there was no room, because they were only kept in memory, or because they became
	 * unreadable.
	 * @return their number; it only grows
	 */
	default long losses() {
		return 0;
	}

	/**
	 * Records whether SWF may have received a kept report. It may from {@link #add} on,
	 * since the first call follows at once: set {@code false} when it is certain that no
	 * call has arrived, and {@code true} before the next call. A durable journal keeps
	 * this too. Does nothing if no report of the task is kept.
	 * @param report the report
	 * @param mayHaveArrived whether a call may have arrived
	 */
	default void setMayHaveArrived(TaskReport report, boolean mayHaveArrived) {
	}

	/**
	 * Whether SWF may have received a report, here or in a process that has ended.
	 * @param report the report
	 * @return {@code false} only if it is certain that no call has arrived; {@code true}
	 * if the journal does not record it
	 */
	default boolean mayHaveArrived(TaskReport report) {
		return true;
	}

	/**
	 * Sets a kept report aside because it has expired. It is no longer among
	 * {@link #reports()} or in {@link #size()}, but can be inspected and resent. Does
	 * nothing if no report of the task is kept.
	 * @param report the report
	 * @return whether it was set aside; {@code false} if it was only removed, because
	 * there was no room or the journal does not support it
	 */
	default boolean expire(TaskReport report) {
		remove(report);
		return false;
	}

	/**
	 * The reports that were set aside, read one by one as the stream is consumed.
	 * @return the expired reports, the oldest first
	 */
	default Stream<TaskReport> expired() {
		return Stream.empty();
	}

	/**
	 * Keeps an expired report again, at the request of an operator. Its age counts from
	 * now.
	 * @param report the expired report
	 * @return whether it is kept again; {@code false} if it is not among
	 * {@link #expired()} or there is no room
	 */
	default boolean requeue(TaskReport report) {
		return false;
	}

	/**
	 * Number of reports of dead workers that are left alone because they belong to
	 * another SWF endpoint, region or domain than this worker.
	 * @return the number by where they belong, for example {@code region eu-west-1,
	 * domain orders}; empty if there is none
	 */
	default Map<String, Integer> leftAlone() {
		return Map.of();
	}

	/**
	 * Records that this worker starts to run a task. If the process ends before
	 * {@link #taskEnded}, the next process, or another worker on the same journal,
	 * delivers the given report.
	 * @param crash what to report if the process ends
	 * @return whether it was recorded, so that the caller must end it; {@code false} if
	 * the task is already recorded, or if this journal does not track tasks or cannot do
	 * so now
	 */
	default boolean taskStarted(TaskFailure crash) {
		return false;
	}

	/**
	 * Records that a task has ended, and that its report is kept or answered. Does
	 * nothing if its start was not recorded.
	 * @param task the task
	 */
	default void taskEnded(ActivityTask task) {
	}

	/**
	 * Whether this journal can record running tasks. If so, each is recorded, unless
	 * {@code swf.failure.journal.track-in-flight} is {@code false}. Called once, at
	 * startup.
	 * @return {@code false} for a journal that does not outlive the process
	 */
	default boolean tracksTasks() {
		return false;
	}

}
