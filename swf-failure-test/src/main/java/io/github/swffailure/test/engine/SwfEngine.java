package io.github.swffailure.test.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.ServiceModel;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Amazon SWF without a wire. Safe for use by many threads; calls take turns, and polls
 * that wait hold no thread.
 */
public final class SwfEngine implements AutoCloseable {

	private final Region region;

	private final Turns turns;

	private final Map<String, Operation> operations = new HashMap<>();

	/**
	 * Creates an engine without domains; time begins to pass.
	 * @param settings what can be set
	 */
	public SwfEngine(EngineSettings settings) {
		this.region = new Region(settings);
		this.turns = new Turns(this.region::settle);
		Polls polls = new Polls(this.turns, settings);
		this.region.domains().addTo(this.operations);
		new TypeOperations(this.region, TypeKey.Kind.WORKFLOW).addTo(this.operations);
		new TypeOperations(this.region, TypeKey.Kind.ACTIVITY).addTo(this.operations);
		new VisibilityOperations(this.region).addTo(this.operations);
		new ExecutionOperations(this.region).addTo(this.operations);
		new ActivityTaskOperations(this.region, polls).addTo(this.operations);
		new DecisionTaskOperations(this.region, polls).addTo(this.operations);
		this.turns.start();
	}

	/**
	 * Returns the operations that are served.
	 * @return their names
	 */
	public Set<String> operations() {
		return Set.copyOf(this.operations.keySet());
	}

	/**
	 * Calls an operation if the quotas allow it.
	 * @param operation the name of the operation
	 * @param request its members, as read from JSON
	 * @return as {@link #call}; fails with a {@code ThrottlingException} if not
	 */
	public CompletableFuture<Map<String, Object>> callWithinQuota(String operation, Map<String, ?> request) {
		boolean allowed = this.turns.take(() -> this.region.buckets().allow(operation));
		return allowed ? call(operation, request, (members) -> Buckets.checkExecution(this.region, operation, members))
				: CompletableFuture.failedFuture(SwfFault.throttled());
	}

	/**
	 * Calls an operation. Validation comes first, then the state is looked at.
	 * @param operation the name of the operation
	 * @param request its members, as read from JSON
	 * @return the members of the answer, later for a poll that waits; fails with a
	 * {@link SwfFault}
	 */
	public CompletableFuture<Map<String, Object>> call(String operation, Map<String, ?> request) {
		return call(operation, request, (members) -> {
		});
	}

	private CompletableFuture<Map<String, Object>> call(String operation, Map<String, ?> request,
			Consumer<Members> check) {
		Operation called = this.operations.get(operation);
		if (called == null) {
			return CompletableFuture
				.failedFuture(SwfFault.unknownOperation("The operation '" + operation + "' is not served here"));
		}
		try {
			ServiceModel.get().check(operation, request);
			return this.turns.take(() -> {
				check.accept(Members.of(request));
				return called.call(Members.of(request));
			});
		}
		catch (SwfFault fault) {
			return CompletableFuture.failedFuture(fault);
		}
	}

	/**
	 * Returns the history of the run of a workflow that was started last.
	 * @param workflowId the workflow id, in whatever domain
	 * @return the events so far; none if no such run is known
	 */
	public List<HistoryEvent> events(String workflowId) {
		return this.turns.take(() -> latestEvents(workflowId));
	}

	/**
	 * Waits until the history of a workflow holds an event.
	 * @param workflowId the workflow id, in whatever domain
	 * @param event what the event has to be like
	 * @param atMost how long to wait, in real time
	 * @return whether it came; an interrupted thread stops to wait
	 */
	public boolean awaitEvent(String workflowId, Predicate<HistoryEvent> event, Duration atMost) {
		return this.turns.await(() -> latestEvents(workflowId).stream().anyMatch(event), atMost);
	}

	private List<HistoryEvent> latestEvents(String workflowId) {
		Execution execution = this.region.executions().latest(workflowId);
		return (execution != null) ? execution.history().events() : List.of();
	}

	/**
	 * Answers all polls that wait with no task and stops time.
	 */
	@Override
	public void close() {
		this.turns.take(() -> {
			this.turns.close();
			this.region.releasePollers();
			return true;
		});
	}

}
