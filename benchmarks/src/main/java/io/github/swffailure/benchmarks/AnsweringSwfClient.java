// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedResponse;

/**
 * A client that answers at once, so that what is measured is ours.
 */
final class AnsweringSwfClient implements SwfClient {

	private static final RespondActivityTaskFailedResponse OK = RespondActivityTaskFailedResponse.builder().build();

	@Override
	public RespondActivityTaskFailedResponse respondActivityTaskFailed(RespondActivityTaskFailedRequest request) {
		return OK;
	}

	@Override
	public String serviceName() {
		return "swf";
	}

	@Override
	public void close() {
	}

}
