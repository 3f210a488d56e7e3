package io.github.swffailure.delivery;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.BoundedMap;

/**
 * The tokens reported last, with what became of them, so that a task is answered once. A
 * report that throws does not count. Bounded by {@value #CAPACITY} tokens of at most
 * 1,024 characters: 12 MB.
 */
final class ReportedTokens {

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
