// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTaskCanceledException;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;

/**
 * A handler that runs until its cancellation is requested, and says so to SWF.
 */
@Component
class Collect {

	private final SwfClient swf;

	Collect(SwfClient swf) {
		this.swf = swf;
	}

	@ActivityHandler(name = "collect")
	String collect(PollForActivityTaskResponse task) throws InterruptedException {
		while (!cancelRequested(task)) {
			Thread.sleep(50);
		}
		throw new ActivityTaskCanceledException("Stopped with 3 of 5 parcels collected");
	}

	private boolean cancelRequested(PollForActivityTaskResponse task) {
		return this.swf.recordActivityTaskHeartbeat((request) -> request.taskToken(task.taskToken())).cancelRequested();
	}

}
