// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the reports that SWF has not answered for good. What is in the journal is what is
 * undelivered. A bean of this type replaces ours.
 * <p>
 * Safe for use by several threads. No method throws because of the medium: the journal
 * logs what cannot be written, read or removed, and reports it by {@link #problem()} and
 * {@link #losses()}.
 *
 * @since 0.1
 */
public interface FailureJournal {

	/**
	 * Keeps a report until it is removed, under its task token: a second report of the
	 * same task replaces the first.
	 * @param report the failure or completion
	 * @return whether it is kept; {@code false} if there is no room, which the journal
	 * has logged
	 */
	boolean add(TaskReport report);

	/**
	 * Forgets what is kept of a report's task. Does nothing if that is nothing.
	 * @param report the report
	 */
	void remove(TaskReport report);

	/**
	 * Whether something is kept of a report's task.
	 * @param report the report
	 * @return {@code false} if it never was or has been removed
	 */
	boolean contains(TaskReport report);

	/**
	 * What is kept, read one by one as the stream is consumed, so that a large journal
	 * does not fill the memory. What is removed meanwhile may be missing. A journal that
	 * several workers share leaves out what belongs to another that is alive, and takes
	 * over what a dead one has left.
	 * @return the reports, the oldest first
	 */
	Stream<TaskReport> reports();

	/**
	 * The same from the other end, so that what is new does not wait behind a backlog.
	 * Asked for often, and only its beginning is read.
	 * @return the reports, the newest first; empty from a journal that does not offer it
	 */
	default Stream<TaskReport> newestFirst() {
		return Stream.empty();
	}

	/**
	 * How many reports are kept. Cheap enough for a gauge.
	 * @return their number
	 */
	int size();

	/**
	 * When the handler of the oldest kept report ended. Cheap enough for a gauge.
	 * @return the time, or {@code null} if nothing is kept
	 */
	default @Nullable Instant oldest() {
		try (Stream<TaskReport> reports = reports()) {
			return reports.map(TaskReport::time).findFirst().orElse(null);
		}
	}

	/**
	 * Whether what is kept outlives the process.
	 * @return {@code false} for a journal in memory
	 */
	default boolean isDurable() {
		return false;
	}

	/**
	 * What keeps the journal from keeping reports as it should, for the health of the
	 * application.
	 * @return for example {@code Directory '/var/swf' cannot be written: No space left on
	 * device}; {@code null} if nothing does
	 */
	default @Nullable String problem() {
		return null;
	}

	/**
	 * How many reports were not kept as they should have been, since the start: for want
	 * of room, not durably, or unreadable afterwards.
	 * @return their number; it only grows
	 */
	default long losses() {
		return 0;
	}

	/**
	 * Notes whether SWF may have received a kept report. It counts as received from
	 * {@link #add} on, since the first call follows at once: note {@code false} when it
	 * is certain that no call has arrived, and {@code true} before the next call.
	 * Outlives a killed process in a journal that does. Does nothing if nothing is kept
	 * of the task.
	 * @param report the report
	 * @param mayHaveArrived whether a call may have arrived
	 */
	default void setMayHaveArrived(TaskReport report, boolean mayHaveArrived) {
	}

	/**
	 * Whether SWF may have received a report, here or in a process that has ended.
	 * @param report the report
	 * @return {@code false} only if it is certain that no call has arrived; {@code true}
	 * from a journal that does not note it
	 */
	default boolean mayHaveArrived(TaskReport report) {
		return true;
	}

	/**
	 * Sets a kept report aside because it has expired. It is not among {@link #reports()}
	 * any more and does not count for {@link #size()}, but can be looked at and sent
	 * again. Does nothing if nothing is kept of the task.
	 * @param report the report
	 * @return whether it was set aside; {@code false} if it could only be removed, for
	 * want of room or because this journal does not set aside
	 */
	default boolean expire(TaskReport report) {
		remove(report);
		return false;
	}

	/**
	 * What has been set aside, read one by one as the stream is consumed.
	 * @return the expired reports, the oldest first
	 */
	default Stream<TaskReport> expired() {
		return Stream.empty();
	}

	/**
	 * Makes an expired report a kept one again, at the wish of an operator. Its age
	 * counts from now.
	 * @param report the expired report
	 * @return whether it is kept again; {@code false} if it is not among
	 * {@link #expired()} or there is no room
	 */
	default boolean requeue(TaskReport report) {
		return false;
	}

	/**
	 * How many reports of workers that have ended are left alone here because they belong
	 * to another SWF endpoint, region or domain than those of this worker.
	 * @return their number by where they belong, for example
	 * {@code region eu-west-1, domain orders}; empty if there is none
	 */
	default Map<String, Integer> leftAlone() {
		return Map.of();
	}

	/**
	 * Notes a task that this worker begins to run. If the process ends before
	 * {@link #taskEnded}, the next process, or another worker on the same journal,
	 * delivers the given report.
	 * @param crash what to report if the process ends
	 * @return whether it is noted, so that the caller ends it; {@code false} if the task
	 * is noted already, or if this journal does not track tasks or cannot now
	 */
	default boolean taskStarted(TaskFailure crash) {
		return false;
	}

	/**
	 * Notes that a task which was noted has ended, and that its report is kept or
	 * answered. Does nothing if it was not noted.
	 * @param task the task
	 */
	default void taskEnded(ActivityTask task) {
	}

	/**
	 * Whether tasks that run can be noted. If so, each is, unless
	 * {@code swf.failure.journal.track-in-flight} is off. Asked once, at the start.
	 * @return {@code false} for a journal that does not outlive the process
	 */
	default boolean tracksTasks() {
		return false;
	}

}
