// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatRequest;
import software.amazon.awssdk.services.swf.model.RecordActivityTaskHeartbeatResponse;

/**
 * Heartbeats as an SWF client shows them to its interceptors.
 */
final class Heartbeats {

	private Heartbeats() {
	}

	static CancellationRequests requestingCancellationOf(String token) {
		CancellationRequests requests = new CancellationRequests();
		answer(requests, token, true);
		return requests;
	}

	static void answer(CancellationRequests requests, String token, @Nullable Boolean cancelRequested) {
		answer(requests, RecordActivityTaskHeartbeatRequest.builder().taskToken(token).build(),
				RecordActivityTaskHeartbeatResponse.builder().cancelRequested(cancelRequested).build());
	}

	static void answer(CancellationRequests requests, SdkRequest request, SdkResponse response) {
		requests.afterExecution(InterceptorContext.builder().request(request).response(response).build(),
				new ExecutionAttributes());
	}

}
