// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import io.github.swffailure.ActivityTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskCompletedRequest;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskCompletedResponse;

import static org.assertj.core.api.Assertions.assertThat;

class CancellationRequestsTests {

	private final CancellationRequests requests = new CancellationRequests();

	private boolean isRequested(String token) {
		return this.requests.isRequested(ActivityTask.ofToken(token));
	}

	@Test
	void heartbeatAnswerThatAsksForCancellationIsRemembered() {
		Heartbeats.answer(this.requests, "t1", true);
		Heartbeats.answer(this.requests, "t1", false);
		Heartbeats.answer(this.requests, "t2", false);
		Heartbeats.answer(this.requests, "t3", null);
		assertThat(isRequested("t1")).isTrue();
		assertThat(isRequested("t2")).isFalse();
		assertThat(isRequested("t3")).isFalse();
	}

	@Test
	void otherCallsAreIgnored() {
		Heartbeats.answer(this.requests, RespondActivityTaskCompletedRequest.builder().taskToken("t1").build(),
				RespondActivityTaskCompletedResponse.builder().build());
		assertThat(isRequested("t1")).isFalse();
	}

	@Test
	void lastRequestsAreRemembered() {
		for (int i = 0; i <= CancellationRequests.CAPACITY; i++) {
			Heartbeats.answer(this.requests, "t" + i, true);
		}
		assertThat(isRequested("t0")).isFalse();
		assertThat(isRequested("t1")).isTrue();
		assertThat(isRequested("t" + CancellationRequests.CAPACITY)).isTrue();
	}

}
