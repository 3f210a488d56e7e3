package io.github.swffailure.delivery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.CancellationRequests;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatRequest;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatResponse;

/**
 * Watches the heartbeats that handlers send through an SWF client, and remembers the
 * tasks whose cancellation their answers asked for: the last {@value #CAPACITY} of them.
 */
public final class CancelRequestInterceptor implements ExecutionInterceptor, CancellationRequests {

	static final int CAPACITY = 10_000;

	private final Set<String> tokens = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > CAPACITY;
		}

	}));

	@Override
	public boolean isRequested(ActivityTask task) {
		return this.tokens.contains(task.taskToken());
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes executionAttributes) {
		if (context.request() instanceof RecordActivityTaskHeartbeatRequest heartbeat
				&& context.response() instanceof RecordActivityTaskHeartbeatResponse answer
				&& Boolean.TRUE.equals(answer.cancelRequested())) {
			this.tokens.add(heartbeat.taskToken());
		}
	}

}
