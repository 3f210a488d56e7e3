// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens reported last, with their outcomes, so that a task is answered once. A
 * report that throws an exception does not count. Holds at most {@value #CAPACITY} tokens
 * of at most 1,024 characters: 12 MB.
 */
final class ReportedTokens {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryLine.class);

	static final int CAPACITY = 10_000;

	private final Map<String, Report> reports = BoundedMap.of(CAPACITY);

	ReportOutcome once(String token, Supplier<ReportOutcome> delivery) {
		Report own = new Report(Thread.currentThread().getId(), new CompletableFuture<>());
		Report first = this.reports.putIfAbsent(token, own);
		if (first != null) {
			return first.awaitOutcome();
		}
		try {
			own.outcome.complete(delivery.get());
		}
		finally {
			if (!own.outcome.isDone()) {
				this.reports.remove(token, own);
				own.outcome.complete(ReportOutcome.EXPIRED);
			}
		}
		return own.outcome.join();
	}

	/**
	 * Like {@link #once}, but never throws. The delivery runs without the interrupt flag
	 * of the thread, which is restored afterwards. The outcome after an exception is not
	 * {@code deferred}, because the journal may not have kept the report.
	 */
	ReportOutcome onceSafely(ActivityTask task, Supplier<ReportOutcome> delivery) {
		boolean interrupted = Thread.interrupted();
		try {
			return once(task.taskToken(), delivery);
		}
		catch (Throwable ex) {
			logDefect(task, ex);
			return ReportOutcome.EXPIRED;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static void logDefect(ActivityTask task, Throwable defect) {
		try {
			logger.error("The report of {} may not have been delivered", task, defect);
		}
		catch (Throwable ex) {
			// Nothing more can be done, and the caller is promised an outcome
		}
	}

	private record Report(long threadId, CompletableFuture<ReportOutcome> outcome) {

		/**
		 * A listener that reports the very task it is called for must not wait for
		 * itself.
		 */
		ReportOutcome awaitOutcome() {
			boolean within = this.threadId == Thread.currentThread().getId() && !this.outcome.isDone();
			return within ? ReportOutcome.DEFERRED : this.outcome.join();
		}

	}

}
