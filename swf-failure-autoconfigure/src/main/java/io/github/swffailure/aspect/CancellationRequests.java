// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Map;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.BoundedMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatRequest;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatResponse;

/**
 * Watches the heartbeats that handlers send through an SWF client, and remembers the last
 * {@value #CAPACITY} tasks for which the answer requested a cancellation. If the handler
 * of such a task is interrupted or cancelled, it is not reported as a failure, but as the
 * acknowledgement of the cancellation.
 */
public final class CancellationRequests implements ExecutionInterceptor {

	static final int CAPACITY = 10_000;

	private final Map<String, Boolean> tokens = BoundedMap.of(CAPACITY);

	/**
	 * Whether SWF has requested the cancellation of a task.
	 * @param task the task
	 * @return {@code true} if the answer to one of its heartbeats said so
	 */
	boolean isRequested(ActivityTask task) {
		return this.tokens.containsKey(task.taskToken());
	}

	/**
	 * Adds a task that should end early, according to a heartbeat through a client that
	 * does not call this interceptor.
	 * @param task the task
	 */
	public void add(ActivityTask task) {
		this.tokens.put(task.taskToken(), true);
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes executionAttributes) {
		if (context.request() instanceof RecordActivityTaskHeartbeatRequest heartbeat
				&& context.response() instanceof RecordActivityTaskHeartbeatResponse answer
				&& Boolean.TRUE.equals(answer.cancelRequested())) {
			this.tokens.put(heartbeat.taskToken(), true);
		}
	}

}
