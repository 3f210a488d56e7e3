// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The token buckets of one region. They are full at first and refill by the clock of the
 * endpoint.
 */
final class Buckets {

	private static final double NANOS_PER_SECOND = 1_000_000_000;

	private static final int FORGOTTEN_AT_MOST = 2;

	private final Map<String, Bucket> buckets = new HashMap<>();

	private final Map<Owner, Bucket> owned = new LinkedHashMap<>(16, 0.75f, true);

	private final Quotas quotas;

	private final Deadlines time;

	Buckets(Quotas quotas, Deadlines time) {
		this.quotas = quotas;
		this.time = time;
		quotas.byName().forEach((name, quota) -> this.buckets.put(name, new Bucket(quota, time.now())));
	}

	/**
	 * Takes a token if there is one.
	 * @return whether the quota allows it
	 */
	boolean allow(String name) {
		Bucket bucket = this.buckets.get(name);
		return bucket == null || bucket.take(this.time.now());
	}

	/**
	 * Takes a token from the bucket of an owner. Buckets that have filled up again are
	 * removed while others are used.
	 * @return whether the quota allows it
	 */
	boolean allow(String name, Object owner) {
		Quotas.Quota quota = this.quotas.byName().get(name);
		if (quota == null) {
			return true;
		}
		Instant now = this.time.now();
		Bucket bucket = this.owned.computeIfAbsent(new Owner(name, owner), (absent) -> new Bucket(quota, now));
		boolean allowed = bucket.take(now);
		forgetFull(now);
		return allowed;
	}

	private void forgetFull(Instant now) {
		Iterator<Bucket> unusedForLongest = this.owned.values().iterator();
		for (int i = 0; i < FORGOTTEN_AT_MOST && unusedForLongest.next().isFull(now); i++) {
			unusedForLongest.remove();
		}
	}

	/**
	 * Takes a token from the bucket of the execution that a call is about.
	 * @throws SwfFault if there is none left, or no such execution
	 */
	static void checkExecution(Region region, String operation, Members request) {
		String runId = switch (operation) {
			case "RecordActivityTaskHeartbeat" ->
				TaskToken.decode(TaskToken.Kind.ACTIVITY, request.string("taskToken")).runId();
			case "GetWorkflowExecutionHistory" -> request.structure("execution").string("runId");
			case "SignalWorkflowExecution", "RequestCancelWorkflowExecution" -> openRunId(region, request);
			default -> "";
		};
		if (!runId.isEmpty() && !region.buckets().allow(operation + "/execution", runId)) {
			throw SwfFault.throttled();
		}
	}

	private static String openRunId(Region region, Members request) {
		Domain domain = region.domains().get(request.string("domain"));
		return region.executions().open(domain, request).runId();
	}

	/**
	 * Returns the number of buckets of owners.
	 */
	int owned() {
		return this.owned.size();
	}

	/**
	 * The quota and the owner of a bucket.
	 */
	private record Owner(String name, Object owner) {
	}

	/**
	 * A bucket and its tokens.
	 */
	private static final class Bucket {

		private final Quotas.Quota quota;

		private double tokens;

		private Instant filled;

		Bucket(Quotas.Quota quota, Instant now) {
			this.quota = quota;
			this.tokens = quota.size();
			this.filled = now;
		}

		boolean isFull(Instant now) {
			return tokens(now) == this.quota.size();
		}

		private double tokens(Instant now) {
			double seconds = Math.max(0, Duration.between(this.filled, now).toNanos()) / NANOS_PER_SECOND;
			return Math.min(this.quota.size(), this.tokens + seconds * this.quota.refillPerSecond());
		}

		boolean take(Instant now) {
			this.tokens = tokens(now);
			this.filled = now;
			if (this.tokens < 1) {
				return false;
			}
			this.tokens--;
			return true;
		}

	}

}
