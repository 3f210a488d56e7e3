// SPDX-License-Identifier: Apache-2.0
package com.example.bare;

import com.example.bare.BareApplication.Payments;
import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.StartedActivityTask;
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest
@AutoConfigureEmbeddedSwf
@ExtendWith(OutputCaptureExtension.class)
class BareApplicationTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private Payments payments;

	@Test
	void failureIsReportedAndLogged(CapturedOutput output) {
		StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();

		assertThatIllegalStateException().isThrownBy(() -> this.payments.charge(task.taskToken()));

		assertThat(this.swf.awaitEvent(task.workflowId(), "ActivityTaskFailed").string("reason"))
			.isEqualTo("IllegalStateException: Card 42 was declined");
		assertThat(output).contains("Failure of activity").doesNotContain(" WARN ", " ERROR ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.core.instrument.MeterRegistry", "org.aspectj.lang.annotation.Aspect",
			"org.springframework.boot.health.contributor.HealthIndicator",
			"org.springframework.boot.actuate.endpoint.annotation.Endpoint" })
	void classIsNotThere(String name) {
		assertThat(ClassUtils.isPresent(name, getClass().getClassLoader())).isFalse();
	}

}
