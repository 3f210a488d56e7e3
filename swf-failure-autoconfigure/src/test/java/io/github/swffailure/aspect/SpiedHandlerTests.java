// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;

/**
 * A test of an application may spy on a handler, which is still heard.
 */
@SpringJUnitConfig
class SpiedHandlerTests {

	@MockitoSpyBean
	Payments payments;

	@Autowired
	RecordingReporter reporter;

	@Test
	void failureOfASpiedHandlerIsReported() {
		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge("own"));
		then(this.payments).should().charge("own");

		willThrow(new IllegalStateException("stubbed")).given(this.payments).charge("stubbed");
		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge("stubbed"));

		assertThat(this.reporter.tokens()).containsExactly("own", "stubbed");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(SwfFailureAutoConfiguration.class)
	@Import({ Payments.class, RecordingReporter.class })
	static class Application {

	}

	static class Payments {

		@ActivityHandler
		void charge(@TaskToken String token) {
			throw new IllegalStateException("declined");
		}

	}

}
