// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.github.swffailure.test.engine.SwfEngine;
import io.github.swffailure.test.fault.Faults;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.history.WorkflowHistory;
import io.github.swffailure.test.http.SwfHttpServer;
import io.github.swffailure.test.protocol.KnownNames;
import io.github.swffailure.test.protocol.SwfFault;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCalls;

/**
 * An Amazon SWF endpoint in this JVM, for any client. It holds polls, enforces limits and
 * returns faults like the service. Signatures are not verified, but their region is the
 * one that is called. State is in memory and lost on {@link #close()}. Names that do not
 * exist cause an {@link IllegalArgumentException} that suggests the most similar one.
 * Safe for use by several threads.
 */
public final class EmbeddedSwf implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Faults faults = new Faults();

	private final CallLog log;

	private final String region;

	private final String domain;

	private final String taskList;

	private final SwfEngine engine;

	private final Histories histories;

	private final SwfHttpServer server;

	private final URI endpoint;

	private volatile boolean closed;

	EmbeddedSwf(EmbeddedSwfBuilder settings) {
		this.region = settings.region;
		this.domain = settings.domain;
		this.taskList = settings.taskList;
		this.log = settings.log();
		this.engine = settings.engine();
		this.histories = new Histories(this.engine);
		this.server = settings.server(this.engine, this.faults, this.log);
		this.endpoint = EmbeddedSwfBuilder.endpoint(this.server.address());
	}

	/**
	 * Starts an endpoint on a free port of the loopback address.
	 * @return the endpoint, to be closed
	 */
	public static EmbeddedSwf start() {
		return start(0);
	}

	/**
	 * Starts an endpoint on the loopback address.
	 * @param port the port, 0 for a free one
	 * @return the endpoint, to be closed
	 * @throws java.io.UncheckedIOException if the port is taken
	 */
	public static EmbeddedSwf start(int port) {
		return builder().port(port).start();
	}

	/**
	 * Begins the configuration of an endpoint.
	 * @return a builder
	 */
	public static EmbeddedSwfBuilder builder() {
		return new EmbeddedSwfBuilder();
	}

	/**
	 * Returns where clients reach this endpoint, also once it is closed.
	 * @return the address, for instance {@code http://127.0.0.1:5001}
	 */
	public URI endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns the region of calls without a signature, and of calls by this object.
	 * @return the name, {@code us-east-1} if not set
	 */
	public String region() {
		return this.region;
	}

	/**
	 * Returns the domain of new activity tasks.
	 * @return the name, {@code test} if not set
	 */
	public String domain() {
		return this.domain;
	}

	/**
	 * Returns the task list of new activity tasks.
	 * @return the name, {@code test} if not set
	 */
	public String taskList() {
		return this.taskList;
	}

	/**
	 * Returns the faults to inject into calls over HTTP.
	 * @return the faults, none at first
	 */
	public Faults faults() {
		requireOpen();
		return this.faults;
	}

	/**
	 * Returns the calls that came over HTTP, with the attempts of the AWS SDK; also once
	 * this endpoint is closed.
	 * @return the calls so far and those to come
	 */
	public RecordedCalls calls() {
		return new RecordedCalls(this.log);
	}

	/**
	 * Calls an operation without HTTP. It meets no fault and is not recorded. Unknown
	 * members are ignored, like by the service.
	 * @param operation the name of the operation
	 * @param members the members of the request, structures as maps
	 * @return the members of the answer
	 * @throws SwfFault if the service would answer an error
	 * @throws IllegalArgumentException if there is no such operation
	 */
	public Map<String, Object> call(String operation, Map<String, ?> members) {
		requireOpen();
		KnownNames.requireOperation(operation);
		try {
			return this.engine.call(this.region, operation, members).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof SwfFault fault) ? fault : ex;
		}
	}

	/**
	 * Begins an activity task with which to test a worker.
	 * @param name the name of the activity type, registered if need be
	 * @param version its version
	 * @return the task, to be scheduled or started
	 */
	public NewActivityTask activityTask(String name, String version) {
		requireOpen();
		return new NewActivityTask(this, name, version);
	}

	/**
	 * Returns the history of the latest run of a workflow.
	 * @param workflowId the workflow id, in whatever region and domain
	 * @return the events so far
	 * @throws IllegalArgumentException if no such workflow was started
	 * @throws IllegalStateException if its history is not kept any more
	 */
	public List<HistoryEvent> events(String workflowId) {
		requireOpen();
		return this.histories.events(workflowId);
	}

	/**
	 * Returns the same history as one value, for the assertions that
	 * {@code SwfAssertions.assertThat} begins.
	 * @param workflowId the workflow id
	 * @return the history
	 * @throws IllegalArgumentException if no such workflow was started
	 * @throws IllegalStateException if its history is not kept any more
	 */
	public WorkflowHistory history(String workflowId) {
		return new WorkflowHistory(workflowId, events(workflowId));
	}

	/**
	 * Waits, at most 10 seconds, for an event in the history of a workflow, which may be
	 * started in the meantime.
	 * @param workflowId the workflow id
	 * @param eventType the type of the event, for instance {@code ActivityTaskFailed}
	 * @return the first event of that type
	 * @throws AssertionError if the time is over, with the history so far
	 * @throws IllegalArgumentException if SWF has no such event
	 */
	public HistoryEvent awaitEvent(String workflowId, String eventType) {
		return awaitEvent(workflowId, eventType, PATIENCE);
	}

	/**
	 * Waits for an event in the history of a workflow, which may be started in the
	 * meantime.
	 * @param workflowId the workflow id
	 * @param eventType the type of the event, for instance {@code ActivityTaskFailed}
	 * @param atMost how long to wait, in real time
	 * @return the first event of that type
	 * @throws AssertionError if the time is over, with the history so far
	 * @throws IllegalArgumentException if SWF has no such event
	 */
	public HistoryEvent awaitEvent(String workflowId, String eventType, Duration atMost) {
		requireOpen();
		return this.histories.await(workflowId, eventType, atMost);
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("This EmbeddedSwf is closed: use it before close(), or start another");
		}
	}

	/**
	 * Answers waiting polls, then stops. Closing again does nothing.
	 * @throws IllegalStateException if the statement of a fault is incomplete
	 */
	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			this.engine.close();
			this.server.close();
			this.faults.requireFinished();
		}
	}

}
