// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.swffailure.test.engine.EngineSettings;
import io.github.swffailure.test.engine.Quotas;
import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.http.SwfHttpServer;
import io.github.swffailure.test.protocol.ServiceModel;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCall;

/**
 * Configures and starts an endpoint. Settings are checked as soon as they are made.
 */
public final class EmbeddedSwfBuilder {

	String region = "us-east-1";

	String domain = "test";

	String taskList = "test";

	private InetAddress address = loopback();

	private int port;

	private EngineSettings engine = EngineSettings.of(Clock.systemUTC());

	private Duration roundTrip = Duration.ZERO;

	private Consumer<RecordedCall> onCall = (call) -> {
	};

	EmbeddedSwfBuilder() {
	}

	/**
	 * Listens on another address than the loopback address. There is no authentication:
	 * anyone who can reach it can use it.
	 * @param listen the address
	 * @return this
	 */
	public EmbeddedSwfBuilder address(InetAddress listen) {
		this.address = Objects.requireNonNull(listen, "address");
		return this;
	}

	/**
	 * Listens on a port of your choice instead of a free one.
	 * @param listen the port, 0 for a free one
	 * @return this
	 */
	public EmbeddedSwfBuilder port(int listen) {
		if (listen < 0 || listen > 65535) {
			throw new IllegalArgumentException("A port is 0 to 65535 but was '" + listen + "'");
		}
		this.port = listen;
		return this;
	}

	/**
	 * Sets the region of calls without a signature, and of calls by the endpoint itself,
	 * such as {@link EmbeddedSwf#activityTask(String, String)}. A client is served in the
	 * region that it signs for, and domains belong to a region.
	 * @param name the name, {@code us-east-1} if not set
	 * @return this
	 */
	public EmbeddedSwfBuilder region(String name) {
		if (!name.matches("[a-z0-9-]{1,63}")) {
			throw new IllegalArgumentException("A region is named like 'eu-central-1' but was '" + name + "'");
		}
		this.region = name;
		return this;
	}

	/**
	 * Sets the domain of new activity tasks.
	 * @param name the name of the domain, {@code test} if not set
	 * @return this
	 */
	public EmbeddedSwfBuilder domain(String name) {
		ServiceModel.get().requireMember("RegisterDomain", "name", name);
		this.domain = name;
		return this;
	}

	/**
	 * Sets the task list of new activity tasks, the one that the worker under test polls.
	 * @param name the name of the task list, {@code test} if not set
	 * @return this
	 */
	public EmbeddedSwfBuilder taskList(String name) {
		ServiceModel.get().requireMember("TaskList", "name", name);
		this.taskList = name;
		return this;
	}

	/**
	 * Takes the time of events, timeouts and timers from a clock that a test can move.
	 * @param time the clock, for instance a {@link SettableClock}
	 * @return this
	 */
	public EmbeddedSwfBuilder clock(Clock time) {
		Objects.requireNonNull(time, "clock");
		return engine(this.engine.withClock(time));
	}

	/**
	 * Sets how long polls are held instead of the service's 60 seconds, always in real
	 * time.
	 * @param most how long a poll waits for a task, zero for not at all
	 * @return this
	 */
	public EmbeddedSwfBuilder longPoll(Duration most) {
		return engine(this.engine.withLongPoll(most));
	}

	/**
	 * Sets how many closed executions are kept instead of 10,000, whatever the retention
	 * of their domains; the oldest are removed first.
	 * @param most how many
	 * @return this
	 */
	public EmbeddedSwfBuilder closedExecutions(int most) {
		return engine(this.engine.withClosedExecutions(most));
	}

	/**
	 * Answers a poll that found no task without a task token. Otherwise the token is an
	 * empty string, as the API reference has it; clients should understand both.
	 * @return this
	 */
	public EmbeddedSwfBuilder emptyPollsWithoutToken() {
		return engine(this.engine.withoutEmptyTokens());
	}

	/**
	 * Throttles calls over HTTP with the service's default quotas; without this, no call
	 * is throttled.
	 * @return this
	 */
	public EmbeddedSwfBuilder quotasOfTheService() {
		return engine(this.engine.withQuotas(Quotas.ofService()));
	}

	/**
	 * Throttles the calls of one operation, or one kind of decision.
	 * @param name the name of the operation or decision; followed by {@code /execution},
	 * the quota of each workflow execution for {@code RecordActivityTaskHeartbeat},
	 * {@code SignalWorkflowExecution}, {@code RequestCancelWorkflowExecution} or
	 * {@code GetWorkflowExecutionHistory}; {@code ScheduleActivityTask/taskList} is the
	 * quota of each task list
	 * @param size how many calls may come at once, at least one
	 * @param refillPerSecond how many more every second
	 * @return this
	 * @throws IllegalArgumentException if there is no such quota
	 */
	public EmbeddedSwfBuilder quota(String name, int size, int refillPerSecond) {
		return engine(this.engine.withQuotas(this.engine.quotas().with(name, new Quotas.Quota(size, refillPerSecond))));
	}

	/**
	 * Delays every answer by a round trip to a region.
	 * @param time the round trip, in real time
	 * @return this
	 */
	public EmbeddedSwfBuilder roundTrip(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("A round trip takes no negative time but was '" + time + "'");
		}
		this.roundTrip = time;
		return this;
	}

	/**
	 * Notifies a listener of every call over HTTP when it is answered, one call at a time
	 * and before the client sees the answer.
	 * @param listener what to do with the call; it must not throw or wait
	 * @return this
	 */
	public EmbeddedSwfBuilder onCall(Consumer<RecordedCall> listener) {
		this.onCall = Objects.requireNonNull(listener, "onCall");
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

	private EmbeddedSwfBuilder engine(EngineSettings settings) {
		this.engine = settings;
		return this;
	}

	CallLog log() {
		return new CallLog(this.onCall);
	}

	SwfEngine engine() {
		return new SwfEngine(this.engine);
	}

	SwfHttpServer server(SwfEngine served, Faults faults, CallLog log) {
		InetSocketAddress listen = new InetSocketAddress(this.address, this.port);
		try {
			return new SwfHttpServer(new SwfHttpServer.Settings(listen, this.region, this.roundTrip), served, faults,
					log);
		}
		catch (IOException ex) {
			served.close();
			throw new UncheckedIOException(
					"Cannot listen on '" + listen + "': choose another port, or 0 for a free one", ex);
		}
	}

	/** Returns the URL at which clients on this machine reach an address. */
	static URI endpoint(InetSocketAddress address) {
		InetAddress host = address.getAddress().isAnyLocalAddress() ? loopback() : address.getAddress();
		String name = (host instanceof Inet6Address) ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
		return URI.create("http://" + name + ":" + address.getPort());
	}

	private static InetAddress loopback() {
		try {
			return InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are no address", ex);
		}
	}

}
