// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.FailureGroup;
import io.github.swffailure.support.BoundedMap;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Remembers recent failures, by fingerprint. Does not count cancellations and
 * redeliveries.
 * <p>
 * Keeps the {@value #MAX_GROUPS} groups that failed last, in at most 1 MB. Safe for use
 * by several threads.
 */
final class RecentFailures {

	/** Maximum number of groups. */
	static final int MAX_GROUPS = 100;

	/** Maximum number of activity types per group. */
	static final int MAX_ACTIVITIES = 10;

	private final Map<String, Group> groups = BoundedMap.of(MAX_GROUPS);

	private final Clock clock;

	RecentFailures(Clock clock) {
		this.clock = clock;
	}

	void onDelivery(TaskFailure failure, Delivery delivery) {
		if (!delivery.redelivery() && delivery.outcome() != ReportOutcome.CANCELED
				&& !failure.origin().cancellation()) {
			Group group = new Group(failure.origin(), failure.description().reason(), failure.time());
			group.lastTask = failure.task();
			remember(group, failure.task().type(), delivery.outcome());
		}
	}

	void onNoTask(ActivityTask.Type type, Throwable failure) {
		remember(new Group(FailureOrigins.of(failure), null, this.clock.instant()), type, ReportOutcome.NO_TASK);
	}

	/** The groups, the one that failed last first. */
	synchronized List<FailureGroup> groups() {
		List<FailureGroup> groups = new ArrayList<>(this.groups.values().stream().map(Group::snapshot).toList());
		Collections.reverse(groups);
		return groups;
	}

	private synchronized void remember(Group latest, ActivityTask.@Nullable Type type, ReportOutcome outcome) {
		String fingerprint = latest.origin.fingerprint();
		Group known = this.groups.remove(fingerprint);
		latest.follow(known);
		latest.count(type, outcome);
		this.groups.put(fingerprint, latest);
	}

	private static final class Group {

		private final Set<String> activities = new TreeSet<>();

		private final Map<String, Long> outcomes = new TreeMap<>();

		private final FailureOrigin origin;

		private final Instant lastSeen;

		private @Nullable String reason;

		private @Nullable ActivityTask lastTask;

		private Instant firstSeen;

		private Group(FailureOrigin origin, @Nullable String reason, Instant time) {
			this.origin = origin;
			this.reason = reason;
			this.firstSeen = time;
			this.lastSeen = time;
		}

		private void follow(@Nullable Group earlier) {
			if (earlier != null) {
				this.activities.addAll(earlier.activities);
				this.outcomes.putAll(earlier.outcomes);
				this.firstSeen = earlier.firstSeen;
				this.reason = (this.reason != null) ? this.reason : earlier.reason;
				this.lastTask = (this.lastTask != null) ? this.lastTask : earlier.lastTask;
			}
		}

		private void count(ActivityTask.@Nullable Type type, ReportOutcome outcome) {
			if (type != null && this.activities.size() < MAX_ACTIVITIES) {
				this.activities.add(type.toString());
			}
			this.outcomes.merge(outcome.id(), 1L, Long::sum);
		}

		private FailureGroup snapshot() {
			ActivityTask.Execution execution = (this.lastTask != null) ? this.lastTask.execution() : null;
			long count = this.outcomes.values().stream().mapToLong(Long::longValue).sum();
			return new FailureGroup(this.origin.fingerprint(), this.origin.exceptionType(), this.reason, count,
					this.firstSeen, this.lastSeen, (execution != null) ? execution.workflowId() : null,
					(execution != null) ? execution.runId() : null,
					(this.lastTask != null) ? this.lastTask.activityId() : null, Set.copyOf(this.activities),
					Map.copyOf(this.outcomes));
		}

	}

}
