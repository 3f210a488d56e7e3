// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Calls the database on threads of its own, so that neither a transaction nor an
 * interrupt of the handler's thread affects the call, and the caller waits only for a
 * limited time. A call that has timed out may still complete later; until then, its row
 * is not changed.
 */
final class DatabaseCalls {

	/** Maximum number of connections that are used at the same time. */
	static final int THREADS = 4;

	private static final Duration OF_START = Duration.ofSeconds(10);

	private final OwnTransactions transactions;

	private final Duration timeout;

	private final TableHealth health;

	private final ThreadPoolExecutor threads;

	private final Set<Call<?>> underWay = ConcurrentHashMap.newKeySet();

	DatabaseCalls(OwnTransactions transactions, Duration timeout, TableHealth health) {
		this.transactions = transactions;
		this.timeout = timeout;
		this.health = health;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("swf-failure-journal-");
		factory.setDaemon(true);
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Makes a call for a handler, which waits at most for half of the attempt timeout,
	 * and not at all while the database has a problem.
	 * @param id the row
	 * @throws UnreachableException if the database did not answer in time, or with an
	 * error
	 */
	<T> T call(String id, OwnTransactions.Work<T> work) throws UnreachableException {
		return call(id, work, this.timeout);
	}

	/** Makes a call for the start of the application, which can wait longer. */
	<T> T callAtStart(OwnTransactions.Work<T> work) throws UnreachableException {
		return call("(start)", work, (OF_START.compareTo(this.timeout) > 0) ? OF_START : this.timeout);
	}

	private <T> T call(String id, OwnTransactions.Work<T> work, Duration most) throws UnreachableException {
		if (this.health.isDown()) {
			throw new UnreachableException(null);
		}
		Call<T> call = new Call<>(id, work);
		this.underWay.add(call);
		try {
			this.threads.execute(call);
		}
		catch (RejectedExecutionException ex) {
			this.underWay.remove(call);
			this.health.closed();
			throw new UnreachableException(ex);
		}
		return call.await(most);
	}

	/** Returns the result of a call, or a substitute if there is none. */
	boolean ask(String id, boolean otherwise, OwnTransactions.Work<Boolean> question) {
		try {
			return call(id, question);
		}
		catch (UnreachableException ex) {
			return otherwise;
		}
	}

	/**
	 * The rows of an owner by age, read in pages as the stream is consumed. Ends early if
	 * the database does not answer.
	 */
	Stream<ReportRow> rows(String owner, boolean oldestFirst) {
		return Stream.generate(new RowPages(owner, oldestFirst))
			.takeWhile((page) -> !page.isEmpty())
			.flatMap(List::stream);
	}

	TableHealth health() {
		return this.health;
	}

	OwnTransactions transactions() {
		return this.transactions;
	}

	/** Whether a call that has timed out may still change the row. */
	boolean isUnfinished(String id) {
		return this.underWay.stream().anyMatch((call) -> call.id.equals(id) && call.answer.isCancelled());
	}

	/** Ends the threads after the calls that were already submitted. */
	void close() {
		this.threads.shutdown();
	}

	/** A call has failed or timed out, which {@link TableHealth} has logged. */
	static final class UnreachableException extends Exception {

		UnreachableException(@Nullable Throwable cause) {
			super(cause);
		}

	}

	/** A call; its answer is cancelled when it times out. */
	private final class Call<T> implements Runnable {

		private final String id;

		private final OwnTransactions.Work<T> work;

		private final CompletableFuture<T> answer = new CompletableFuture<>();

		private final CountDownLatch done = new CountDownLatch(1);

		private Call(String id, OwnTransactions.Work<T> work) {
			this.id = id;
			this.work = work;
		}

		@Override
		@SuppressWarnings("NullAway") // nobody reads the answer of a cancelled call
		public void run() {
			try {
				if (!this.answer.isDone()) {
					this.answer.complete(DatabaseCalls.this.transactions
						.run((table) -> this.answer.isDone() ? null : this.work.on(table)));
				}
			}
			catch (Throwable ex) {
				this.answer.completeExceptionally(ex);
			}
			finally {
				DatabaseCalls.this.underWay.remove(this);
				this.done.countDown();
			}
		}

		private T await(Duration most) throws UnreachableException {
			try {
				awaitDone(most);
				if (this.answer.cancel(false)) {
					throw isDown(new TimeoutException("no answer within " + most.toMillis() + " ms"));
				}
				return this.answer.join();
			}
			catch (CompletionException ex) {
				Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
				if (cause instanceof DataIntegrityViolationException ofReport) {
					throw ofReport;
				}
				throw isDown(cause);
			}
		}

		private void awaitDone(Duration most) {
			boolean interrupted = false;
			long end = System.nanoTime() + most.toNanos();
			while (this.done.getCount() > 0 && System.nanoTime() < end) {
				try {
					this.done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

		private UnreachableException isDown(Throwable cause) {
			if (!(cause instanceof JdbcJournal.UnusableException)) {
				DatabaseCalls.this.health.begins(cause);
			}
			return new UnreachableException(cause);
		}

	}

	/**
	 * Pages of the rows of an owner, each beginning after the last row of the previous.
	 */
	private final class RowPages implements Supplier<List<ReportRow>> {

		/** Rows per page, each up to 100 kB. */
		private static final int PAGE = 100;

		private static final int FIRST_PAGE_OF_NEWEST = 10;

		private final String owner;

		private final boolean oldestFirst;

		private @Nullable ReportRow last;

		private RowPages(String owner, boolean oldestFirst) {
			this.owner = owner;
			this.oldestFirst = oldestFirst;
		}

		@Override
		public List<ReportRow> get() {
			ReportRow after = this.last;
			int size = (after == null && !this.oldestFirst) ? FIRST_PAGE_OF_NEWEST : PAGE;
			try {
				List<ReportRow> page = call("(read)", (table) -> table.page(this.owner, after, this.oldestFirst, size));
				this.last = page.isEmpty() ? after : page.get(page.size() - 1);
				return page;
			}
			catch (UnreachableException ex) {
				return List.of();
			}
		}

	}

}
