// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.fault.Fault;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.protocol.SwfFault;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCall;
import org.jspecify.annotations.Nullable;

/**
 * Serves an engine over HTTP. Threads only read and write; a waiting poll holds none.
 */
public final class SwfHttpServer implements AutoCloseable {

	private static final Logger logger = System.getLogger(SwfHttpServer.class.getName());

	private static final int BACKLOG = 1024;

	private static final int MOST_CALLS = Integer.MAX_VALUE;

	private final Semaphore unanswered = new Semaphore(MOST_CALLS);

	private final Answers answers = new Answers();

	private final WireThreads threads = new WireThreads();

	private final Duration roundTrip;

	private final CallHandler handler;

	private final CallLog log;

	private final HttpServer server;

	/**
	 * Starts to serve.
	 * @param settings the settings
	 * @param engine the engine, closed by its owner before this server
	 * @param faults the faults to inject
	 * @param log the log of the calls
	 * @throws IOException if the address cannot be bound
	 */
	public SwfHttpServer(Settings settings, SwfEngine engine, Faults faults, CallLog log) throws IOException {
		this.roundTrip = settings.roundTrip();
		this.handler = new CallHandler(settings.region(), engine, faults, log);
		this.log = log;
		this.server = JdkServerSettings.apply(() -> HttpServer.create(settings.address(), BACKLOG));
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		WireThreads.runAsDaemon(this.server::start);
	}

	/**
	 * Returns where the server listens.
	 * @return the address with the port that was picked
	 */
	public InetSocketAddress address() {
		return this.server.getAddress();
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.unanswered.acquireUninterruptibly();
		try {
			CallHandler.AcceptedCall call = this.handler.accept(exchange);
			switch (call.fault().ending()) {
				case CLIENT_GONE -> abandon(exchange, call, RecordedCall.DISCONNECTED);
				case SILENCE -> abandon(null, call, RecordedCall.UNANSWERED);
				default -> answerLater(exchange, call);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.unanswered.release();
			exchange.close();
			throw ex;
		}
	}

	/**
	 * Gives a call up without an answer. Without an exchange, the connection stays open
	 * until the server is closed.
	 */
	private void abandon(@Nullable HttpExchange exchange, CallHandler.AcceptedCall call, String outcome) {
		this.unanswered.release();
		this.log.answered(call.number(), 0, outcome);
		if (exchange != null) {
			exchange.close();
		}
	}

	private void answerLater(HttpExchange exchange, CallHandler.AcceptedCall call) {
		var unused = call.result()
			.handleAsync((members, failure) -> answer(exchange, call, failure), executor(call.fault()))
			.whenComplete((done, failure) -> this.unanswered.release());
	}

	private Executor executor(Fault fault) {
		Duration late = (fault.ending() == Fault.Ending.ANSWER) ? fault.duration() : Duration.ZERO;
		long delay = late.plus(this.roundTrip).toMillis();
		return (delay > 0) ? CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, this.threads)
				: this.threads;
	}

	private boolean answer(HttpExchange exchange, CallHandler.AcceptedCall call, @Nullable Throwable failure) {
		try (exchange) {
			switch (call.fault().ending()) {
				case DISCONNECT -> this.log.answered(call.number(), 0, RecordedCall.DISCONNECTED);
				case PAGE -> {
					this.log.answered(call.number(), call.fault().status(), RecordedCall.PAGE);
					this.answers.page(exchange, call.fault().status());
				}
				default -> write(exchange, call, failure);
			}
			return true;
		}
		catch (IOException ex) {
			logger.log(Level.DEBUG, "The client did not wait for the answer to call " + call.number(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return false;
	}

	private void write(HttpExchange exchange, CallHandler.AcceptedCall call, @Nullable Throwable failure)
			throws IOException, InterruptedException {
		if (failure != null) {
			SwfFault fault = fault(failure);
			this.log.answered(call.number(), fault.status(), fault.code());
			this.answers.error(exchange, fault);
			return;
		}
		this.log.answered(call.number(), 200, null);
		if (call.fault().ending() == Fault.Ending.SLOW_BODY) {
			this.answers.slowly(exchange, call.result().join(), call.fault().duration());
		}
		else {
			this.answers.success(exchange, call.result().join());
		}
	}

	private static SwfFault fault(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof SwfFault fault) {
			return fault;
		}
		logger.log(Level.ERROR, "A call failed for a reason that is not the caller's", cause);
		return SwfFault.internalFailure("Internal failure");
	}

	/**
	 * Stops the server when all answers have been written, after a second at the latest.
	 */
	@Override
	public void close() {
		try {
			if (!this.unanswered.tryAcquire(MOST_CALLS, 1, TimeUnit.SECONDS)) {
				logger.log(Level.DEBUG, "Calls are left without an answer");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.server.stop(0);
		this.threads.close();
	}

	/**
	 * The settings of the server.
	 *
	 * @param address where to listen; port 0 picks a free one
	 * @param region the region of calls without a signature
	 * @param roundTrip how long every answer is delayed
	 */
	public record Settings(InetSocketAddress address, String region, Duration roundTrip) {
	}

	/**
	 * The threads that read and write: daemons, as many as are needed, so that a client
	 * that is slow to send delays no other.
	 */
	static final class WireThreads implements Executor {

		private static final long IDLE_SECONDS = 5;

		private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS,
				TimeUnit.SECONDS, new SynchronousQueue<>(), (work) -> daemon(work, "embedded-swf-wire"));

		@Override
		public void execute(Runnable work) {
			if (!this.threads.isShutdown()) {
				this.threads.execute(work);
			}
		}

		void close() {
			this.threads.shutdownNow();
		}

		/**
		 * Runs work on a daemon thread, whose daemon status the threads it creates
		 * inherit, and waits for it.
		 */
		static void runAsDaemon(Runnable work) {
			Thread thread = daemon(work, "embedded-swf-start");
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private static Thread daemon(Runnable work, String name) {
			Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		}

	}

}
