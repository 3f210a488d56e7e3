// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.net.URI;

import io.github.swffailure.autoconfigure.SwfClientAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfFailureActuatorAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfFailureMetricsAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfWorkerAutoConfiguration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * An application that is a worker of an embedded endpoint.
 */
final class WorkerRunner {

	private WorkerRunner() {
	}

	/** Polls the task list {@code test} of the domain {@code test}. */
	static ApplicationContextRunner of(URI endpoint, String... properties) {
		return new ApplicationContextRunner().withConfiguration(configurations())
			.withBean(AwsCredentialsProvider.class,
					() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.withPropertyValues("swf.client.endpoint=" + endpoint, "swf.client.region=us-east-1",
					"swf.worker.domain=test", "swf.worker.task-list=test", "swf.worker.shutdown-timeout=2s",
					"swf.failure.redelivery.initial-delay=20ms", "swf.failure.redelivery.max-delay=200ms")
			.withPropertyValues(properties);
	}

	static AutoConfigurations configurations() {
		return AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class,
				SwfFailureMetricsAutoConfiguration.class, SwfFailureActuatorAutoConfiguration.class,
				SwfWorkerAutoConfiguration.class);
	}

}
