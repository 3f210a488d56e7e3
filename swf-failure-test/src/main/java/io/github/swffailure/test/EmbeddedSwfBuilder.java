package io.github.swffailure.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;

import io.github.swffailure.test.engine.EngineSettings;
import io.github.swffailure.test.engine.Quotas;
import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.http.SwfHttpServer;
import io.github.swffailure.test.recording.CallLog;

/**
 * The settings of an endpoint that is to be started.
 */
public final class EmbeddedSwfBuilder {

	private static final Duration LONG_POLL = Duration.ofSeconds(60);

	private static final int CLOSED_EXECUTIONS = 10_000;

	private InetAddress address = Addresses.loopback();

	private int port;

	private Clock clock = Clock.systemUTC();

	private Duration longPoll = LONG_POLL;

	private int closedExecutions = CLOSED_EXECUTIONS;

	private Quotas quotas = Quotas.none();

	EmbeddedSwfBuilder() {
	}

	/**
	 * Listens on another address than the loopback address. There is no authentication:
	 * whoever reaches it can use it.
	 * @param listen the address
	 * @return this
	 */
	public EmbeddedSwfBuilder address(InetAddress listen) {
		this.address = listen;
		return this;
	}

	/**
	 * Listens on a port of your choice instead of a free one.
	 * @param listen the port
	 * @return this
	 */
	public EmbeddedSwfBuilder port(int listen) {
		this.port = listen;
		return this;
	}

	/**
	 * Takes the time of events, timeouts and timers from a clock that a test can move.
	 * @param time the clock, for instance a {@link SettableClock}
	 * @return this
	 */
	public EmbeddedSwfBuilder clock(Clock time) {
		this.clock = time;
		return this;
	}

	/**
	 * Holds polls for another time than the service's 60 seconds, always in real time.
	 * @param most how long a poll waits for a task, zero for not at all
	 * @return this
	 */
	public EmbeddedSwfBuilder longPoll(Duration most) {
		this.longPoll = most;
		return this;
	}

	/**
	 * Keeps another number of closed executions than 10,000, whatever the retention of
	 * their domains; the oldest go first.
	 * @param most how many
	 * @return this
	 */
	public EmbeddedSwfBuilder closedExecutions(int most) {
		this.closedExecutions = most;
		return this;
	}

	/**
	 * Throttles calls over HTTP as the service does by default; otherwise none is
	 * throttled.
	 * @return this
	 */
	public EmbeddedSwfBuilder quotasOfTheService() {
		this.quotas = Quotas.ofService();
		return this;
	}

	/**
	 * Throttles the calls of one operation, or one kind of decision.
	 * @param name the name of the operation or decision; with {@code /execution} behind
	 * it, what each workflow execution has of {@code RecordActivityTaskHeartbeat},
	 * {@code SignalWorkflowExecution}, {@code RequestCancelWorkflowExecution} or
	 * {@code GetWorkflowExecutionHistory}; {@code ScheduleActivityTask/taskList} is what
	 * each task list has
	 * @param size how many calls may come at once, at least one
	 * @param refillPerSecond how many more every second
	 * @return this
	 */
	public EmbeddedSwfBuilder quota(String name, int size, int refillPerSecond) {
		this.quotas = this.quotas.with(name, new Quotas.Quota(size, refillPerSecond));
		return this;
	}

	/**
	 * Starts the endpoint.
	 * @return the endpoint, to be closed
	 * @throws UncheckedIOException if the port is in use
	 */
	public EmbeddedSwf start() {
		return new EmbeddedSwf(this);
	}

	SwfEngine engine() {
		return new SwfEngine(new EngineSettings(this.clock, this.longPoll, this.closedExecutions, this.quotas));
	}

	SwfHttpServer server(SwfEngine engine, Faults faults, CallLog log) {
		InetSocketAddress listen = new InetSocketAddress(this.address, this.port);
		try {
			return new SwfHttpServer(listen, engine, faults, log);
		}
		catch (IOException ex) {
			engine.close();
			throw new UncheckedIOException(
					"Cannot listen on '" + listen + "': choose another port, or 0 for a free one", ex);
		}
	}

}
