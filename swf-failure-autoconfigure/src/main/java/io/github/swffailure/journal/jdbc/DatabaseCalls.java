// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Calls the database on threads of its own: what is bound to the thread of a handler, a
 * transaction above all, does not reach them, nor does an interrupt, and no caller waits
 * longer than it may. A call that is given up may still end later; what it was about is
 * not touched until then.
 */
final class DatabaseCalls {

	/** Connections that are used at a time, at most. */
	static final int THREADS = 4;

	private static final Duration OF_START = Duration.ofSeconds(10);

	private final OwnTransactions transactions;

	private final Duration timeout;

	private final TableHealth health;

	private final ExecutorService threads;

	private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

	DatabaseCalls(DataSource dataSource, JdbcJournal.Settings settings, TableHealth health) {
		this.timeout = settings.attemptTimeout().dividedBy(2);
		this.transactions = new OwnTransactions(dataSource, settings, this.timeout);
		this.health = health;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("swf-failure-journal-");
		factory.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		executor.allowCoreThreadTimeOut(true);
		this.threads = executor;
	}

	/**
	 * Makes a call for a handler, who waits for half of the attempt timeout at most, and
	 * not at all while the database is in trouble.
	 * @param id what it is about
	 * @throws UnreachableException if the database did not answer in time, or with an
	 * error
	 */
	<T> T call(String id, OwnTransactions.Work<T> work) throws UnreachableException {
		return call(id, work, this.timeout);
	}

	/** Makes a call for the start of the application, which can wait for longer. */
	<T> T callAtStart(OwnTransactions.Work<T> work) throws UnreachableException {
		return call("(start)", work, (OF_START.compareTo(this.timeout) > 0) ? OF_START : this.timeout);
	}

	private <T> T call(String id, OwnTransactions.Work<T> work, Duration most) throws UnreachableException {
		if (this.health.isDown()) {
			throw new UnreachableException(null);
		}
		Call<T> call = new Call<>(id, work);
		try {
			this.threads.execute(call);
		}
		catch (RejectedExecutionException ex) {
			throw new UnreachableException(ex);
		}
		return call.await(most);
	}

	TableHealth health() {
		return this.health;
	}

	OwnTransactions transactions() {
		return this.transactions;
	}

	/** Whether a call that was given up may still change what it was about. */
	boolean isUnfinished(String id) {
		return this.unfinished.contains(id);
	}

	/** Ends the threads, once they have done what was asked for. */
	void close() {
		this.threads.shutdown();
	}

	/** The database did not do what was asked for, which its health has logged. */
	static final class UnreachableException extends Exception {

		UnreachableException(@Nullable Throwable cause) {
			super(cause);
		}

	}

	private final class Call<T> implements Runnable {

		private final String id;

		private final OwnTransactions.Work<T> work;

		private final CountDownLatch done = new CountDownLatch(1);

		private volatile @Nullable T result;

		private volatile @Nullable Throwable failure;

		private boolean abandoned;

		private Call(String id, OwnTransactions.Work<T> work) {
			this.id = id;
			this.work = work;
		}

		@Override
		@SuppressWarnings("NullAway") // an abandoned call has no result, and nobody who
										// waits for it
		public void run() {
			try {
				this.result = isAbandoned() ? null
						: DatabaseCalls.this.transactions.run((table) -> isAbandoned() ? null : this.work.on(table));
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
			finish();
		}

		private synchronized boolean isAbandoned() {
			return this.abandoned;
		}

		private synchronized void finish() {
			this.done.countDown();
			if (this.abandoned) {
				DatabaseCalls.this.unfinished.remove(this.id);
			}
		}

		private synchronized boolean abandon() {
			this.abandoned = this.done.getCount() > 0;
			if (this.abandoned) {
				DatabaseCalls.this.unfinished.add(this.id);
			}
			return this.abandoned;
		}

		@SuppressWarnings("NullAway") // a call that is done has its result
		private T await(Duration most) throws UnreachableException {
			if (!awaitDone(most) && abandon()) {
				DatabaseCalls.this.health.begins("no answer within " + most.toMillis() + " ms");
				throw new UnreachableException(null);
			}
			Throwable cause = this.failure;
			if (cause instanceof DataIntegrityViolationException ofReport) {
				throw ofReport;
			}
			if (cause != null) {
				DatabaseCalls.this.health.begins(cause);
				throw new UnreachableException(cause);
			}
			return this.result;
		}

		private boolean awaitDone(Duration most) {
			boolean interrupted = false;
			long end = System.nanoTime() + most.toNanos();
			try {
				while (true) {
					try {
						return this.done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
					}
					catch (InterruptedException ex) {
						interrupted = true;
					}
				}
			}
			finally {
				if (interrupted) {
					Thread.currentThread().interrupt();
				}
			}
		}

	}

}
