// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class TraceparentTests {

	private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	@ParameterizedTest
	@ValueSource(strings = { "{\"traceparent\":\"" + TRACEPARENT + "\"}",
			"{ \"order\": 42,\n \"traceparent\" : \"" + TRACEPARENT + "\", \"card\": {} }",
			"[{\"meta\":{\"traceparent\":\"" + TRACEPARENT + "\"}}]" })
	void memberOfTheInputIsFound(String input) {
		assertThat(taskWithInput(input).traceparent()).isEqualTo(TRACEPARENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plain text", "{\"order\":42}", "{\"traceparent\":null}", "{\"traceparent\":\"\"}",
			"{\"traceparent\":\"00-zz-b7ad6b7169203331-01\"}", "\"traceparent\"", TRACEPARENT,
			"{\"traceparent\":\"" + TRACEPARENT + "-and-more\"}" })
	void inputWithoutProperMemberNamesNoTrace(String input) {
		assertThat(taskWithInput(input).traceparent()).isNull();
	}

	@Test
	void taskWithoutInputHasNoTrace() {
		PollForActivityTaskResponse response = PollForActivityTaskResponse.builder().taskToken("token").build();

		assertThat(ActivityTask.from(response).traceparent()).isNull();
	}

	@Test
	void taskOfATokenHasNoTrace() {
		assertThat(ActivityTask.ofToken("token").traceparent()).isNull();
	}

	@Test
	void hostileInputOfFullLengthEnds() {
		String input = "\"traceparent\"" + " ".repeat(32_000) + "\"traceparent\"".repeat(50);

		assertThatNoException().isThrownBy(() -> taskWithInput(input));
	}

	private static ActivityTask taskWithInput(String input) {
		return ActivityTask.from(PollForActivityTaskResponse.builder().taskToken("token").input(input).build());
	}

}
