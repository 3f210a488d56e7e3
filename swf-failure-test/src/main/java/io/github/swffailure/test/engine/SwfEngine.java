// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.ServiceModel;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * Amazon SWF without HTTP, with a separate state for each region that is called. Safe for
 * use by many threads; calls take turns, and waiting polls hold no thread.
 */
public final class SwfEngine implements AutoCloseable {

	private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");

	private final Map<String, ServedRegion> regions = new LinkedHashMap<>();

	private final AtomicLong starts = new AtomicLong();

	private final EngineSettings settings;

	private final Turns turns;

	/**
	 * Creates an engine without domains and starts the thread that watches its clock.
	 * @param settings the settings
	 */
	public SwfEngine(EngineSettings settings) {
		this.settings = settings;
		this.turns = new Turns(() -> this.regions.values().forEach((served) -> served.region().settle()));
		this.turns.start();
	}

	/**
	 * Calls an operation if the quotas allow it.
	 * @param region the name of the region
	 * @param operation the name of the operation
	 * @param request its members, as read from JSON
	 * @return as {@link #call}; fails with a {@code ThrottlingException} if a quota is
	 * used up
	 */
	public CompletableFuture<Map<String, Object>> callWithinQuota(String region, String operation,
			Map<String, ?> request) {
		boolean allowed = this.turns.take(() -> served(region).region().buckets().allow(operation));
		return allowed
				? call(region, operation, request,
						(served, members) -> Buckets.checkExecution(served, operation, members))
				: CompletableFuture.failedFuture(SwfFault.throttled());
	}

	/**
	 * Calls an operation. The request is validated before any state is read.
	 * @param region the name of the region
	 * @param operation the name of the operation
	 * @param request its members, as read from JSON
	 * @return the members of the answer, later for a poll that waits; fails with a
	 * {@link SwfFault} if the service would
	 */
	public CompletableFuture<Map<String, Object>> call(String region, String operation, Map<String, ?> request) {
		return call(region, operation, request, (served, members) -> {
		});
	}

	private CompletableFuture<Map<String, Object>> call(String region, String operation, Map<String, ?> request,
			BiConsumer<Region, Members> check) {
		try {
			ServiceModel.get().check(operation, request);
			return this.turns.take(() -> {
				Members members = Members.of(request);
				ServedRegion served = holder(served(region), members);
				check.accept(served.region(), members);
				return Objects.requireNonNull(served.operations().get(operation), operation).call(members);
			});
		}
		catch (SwfFault fault) {
			return CompletableFuture.failedFuture(fault);
		}
	}

	/**
	 * Returns the region of the task that a call is about, which for a call with a task
	 * token need not be the called one.
	 */
	private ServedRegion holder(ServedRegion called, Members request) {
		String runId = request.has("taskToken") ? TaskToken.runId(request.string("taskToken")) : "";
		return runId.isEmpty() ? called
				: this.regions.values()
					.stream()
					.filter((served) -> served.region().executions().find(runId) != null)
					.findFirst()
					.orElse(called);
	}

	private ServedRegion served(String name) {
		if (!REGION.matcher(name).matches()) {
			throw SwfFault.of(400, "InvalidSignatureException", "Credential should be scoped to a valid region.");
		}
		return this.regions.computeIfAbsent(name,
				(absent) -> ServedRegion.of(new Region(absent, this.settings, this.starts), this.turns));
	}

	/**
	 * Returns the history of the run of a workflow that was started last.
	 * @param workflowId the workflow id, in whatever region and domain
	 * @return the events so far; {@code null} if no such run is known
	 */
	public @Nullable List<HistoryEvent> events(String workflowId) {
		return this.turns.take(() -> latestEvents(workflowId));
	}

	/**
	 * Waits until the history of a workflow holds an event.
	 * @param workflowId the workflow id, in whatever region and domain
	 * @param event the condition for the event
	 * @param atMost how long to wait, in real time
	 * @return whether it came; an interrupted thread stops waiting
	 */
	public boolean awaitEvent(String workflowId, Predicate<HistoryEvent> event, Duration atMost) {
		return this.turns.await(() -> {
			List<HistoryEvent> events = latestEvents(workflowId);
			return events != null && events.stream().anyMatch(event);
		}, atMost);
	}

	/**
	 * Returns the workflow ids of which there is a run, open or closed, in all regions.
	 * @return the ids
	 */
	public Set<String> workflowIds() {
		return this.turns.take(() -> {
			Set<String> ids = new TreeSet<>();
			this.regions.values().forEach((served) -> ids.addAll(served.region().executions().workflowIds()));
			return ids;
		});
	}

	/**
	 * Says whether a workflow was started whose runs are not kept any more.
	 * @param workflowId the workflow id
	 * @return whether it is among the last that were removed
	 */
	public boolean isForgotten(String workflowId) {
		return this.turns.take(() -> this.regions.values()
			.stream()
			.anyMatch((served) -> served.region().executions().isForgotten(workflowId)));
	}

	private @Nullable List<HistoryEvent> latestEvents(String workflowId) {
		return this.regions.values()
			.stream()
			.map((served) -> served.region().executions().latest(workflowId))
			.filter(Objects::nonNull)
			.max(Comparator.comparingLong(Execution::number))
			.map((execution) -> execution.history().events())
			.orElse(null);
	}

	/**
	 * Answers all waiting polls without a task and stops the clock.
	 */
	@Override
	public void close() {
		this.turns.take(() -> {
			this.turns.close();
			this.regions.values().forEach((served) -> served.region().releasePollers());
			return true;
		});
	}

	/**
	 * A region and the operations on it.
	 */
	private record ServedRegion(Region region, Map<String, Operation> operations) {

		static ServedRegion of(Region region, Turns turns) {
			Map<String, Operation> operations = new HashMap<>();
			Polls polls = new Polls(turns, region.settings());
			region.domains().addTo(operations);
			new TypeOperations(region, TypeKey.Kind.WORKFLOW).addTo(operations);
			new TypeOperations(region, TypeKey.Kind.ACTIVITY).addTo(operations);
			new VisibilityOperations(region).addTo(operations);
			new ExecutionOperations(region).addTo(operations);
			new ActivityTaskOperations(region, polls).addTo(operations);
			new DecisionTaskOperations(region, polls).addTo(operations);
			return new ServedRegion(region, operations);
		}

	}

}
