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
import io.github.swffailure.test.protocol.SwfFault;
import io.github.swffailure.test.recording.CallLog;
import io.github.swffailure.test.recording.RecordedCalls;

/**
 * An Amazon SWF endpoint in this JVM, for any client; signatures are not looked at. It
 * holds polls, enforces limits and answers faults as the service does. State is in memory
 * and gone with {@link #close()}. Safe for use by many threads.
 */
public final class EmbeddedSwf implements AutoCloseable {

	private final Faults faults = new Faults();

	private final CallLog log = new CallLog();

	private final SwfEngine engine;

	private final SwfHttpServer server;

	EmbeddedSwf(EmbeddedSwfBuilder builder) {
		this.engine = builder.engine();
		this.server = builder.server(this.engine, this.faults, this.log);
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
	 * Begins an endpoint with settings of its own.
	 * @return a builder
	 */
	public static EmbeddedSwfBuilder builder() {
		return new EmbeddedSwfBuilder();
	}

	/**
	 * Returns where clients reach this endpoint.
	 * @return the address, for instance {@code http://127.0.0.1:5001}
	 */
	public URI endpoint() {
		return Addresses.endpoint(this.server.address());
	}

	/**
	 * Returns the faults that calls over HTTP shall meet.
	 * @return the faults, none at first
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * Returns the calls that came over HTTP, with the attempts of the AWS SDK.
	 * @return the calls so far and those to come
	 */
	public RecordedCalls calls() {
		return new RecordedCalls(this.log);
	}

	/**
	 * Calls an operation without HTTP: no fault meets it and no record is kept.
	 * @param operation the name of the operation
	 * @param members the members of the request, structures as maps
	 * @return the members of the answer
	 * @throws SwfFault if the service would answer an error
	 */
	public Map<String, Object> call(String operation, Map<String, ?> members) {
		try {
			return this.engine.call(operation, members).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof SwfFault fault) ? fault : ex;
		}
	}

	/**
	 * Begins an activity task for a worker to be tested with.
	 * @param name the name of the activity type, registered if need be
	 * @param version its version
	 * @return the task, to be scheduled or started
	 */
	public NewActivityTask activityTask(String name, String version) {
		return new NewActivityTask(this, name, version);
	}

	/**
	 * Returns the history of the run of a workflow that was started last.
	 * @param workflowId the workflow id, in whatever domain
	 * @return the events so far; none if there is no such run
	 */
	public List<HistoryEvent> events(String workflowId) {
		return this.engine.events(workflowId);
	}

	/**
	 * Returns the same history as one value, for assertions.
	 * @param workflowId the workflow id
	 * @return the history
	 */
	public WorkflowHistory history(String workflowId) {
		return new WorkflowHistory(workflowId, events(workflowId));
	}

	/**
	 * Waits, at most 10 seconds, for an event in the history of a workflow.
	 * @param workflowId the workflow id
	 * @param eventType the type of the event, for instance {@code ActivityTaskFailed}
	 * @return the first event of that type
	 * @throws AssertionError if the time is over
	 */
	public HistoryEvent awaitEvent(String workflowId, String eventType) {
		return EventWait.of(eventType).in(workflowId, this.engine);
	}

	/** Answers the polls that wait, then stops. Closing again does nothing. */
	@Override
	public void close() {
		this.engine.close();
		this.server.close();
	}

	/**
	 * Waits for an event of a type, for as long as a test should.
	 */
	private record EventWait(String eventType) {

		private static final Duration PATIENCE = Duration.ofSeconds(10);

		static EventWait of(String eventType) {
			return new EventWait(eventType);
		}

		HistoryEvent in(String workflowId, SwfEngine engine) {
			engine.awaitEvent(workflowId, this::matches, PATIENCE);
			List<HistoryEvent> events = engine.events(workflowId);
			return events.stream()
				.filter(this::matches)
				.findFirst()
				.orElseThrow(() -> new AssertionError(
						"Expected '" + this.eventType + "' in the history of '" + workflowId + "' within " + PATIENCE
								+ " but there were " + events.stream().map(HistoryEvent::eventType).toList()));
		}

		private boolean matches(HistoryEvent event) {
			return event.eventType().equals(this.eventType);
		}

	}

}
