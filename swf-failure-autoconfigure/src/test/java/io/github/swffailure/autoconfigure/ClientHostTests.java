// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;

import io.github.swffailure.Delivery;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ExtendWith(OutputCaptureExtension.class)
class ClientHostTests {

	private final TaskFailure failure = Failures.of(new IllegalStateException());

	private final ClientHost host = new ClientHost(new HandClock(Instant.EPOCH));

	@Test
	void hostWithAnAddressIsNoProblem() {
		this.host.check(URI.create("http://127.0.0.1:4566"));

		assertThat(this.host.problem()).isNull();
	}

	@Test
	void attemptThatFindsNoHostIsAnErrorOnce(CapturedOutput output) {
		deliver(ReportOutcome.DEFERRED, new UnknownHostException("swf.invalid: Name or service not known"));
		deliver(ReportOutcome.DEFERRED, new UnknownHostException("swf.invalid"));

		assertThat(this.host.problem()).isEqualTo("Host 'swf.invalid' cannot be resolved");
		assertThat(output).containsOnlyOnce("ERROR")
			.contains("Host 'swf.invalid' cannot be resolved, so reports are kept");
	}

	@Test
	void otherTroubleSaysNothingOfTheHost() {
		deliver(ReportOutcome.DEFERRED, new UnknownHostException("swf.invalid"));
		deliver(ReportOutcome.DEFERRED, new java.net.ConnectException("Connection refused"));
		assertThat(this.host.problem()).isNotNull();

		deliver(ReportOutcome.REPORTED, null);
		assertThat(this.host.problem()).isNull();
	}

	@Test
	void credentialsThatFailAreAnErrorOnce(CapturedOutput output) {
		AwsCredentialsProvider expired = () -> {
			throw SdkClientException.create("token secret-4711 has expired");
		};
		Exception failure = catchThrowableOfType(SdkClientException.class, () -> expired.resolveIdentity().join());
		deliver(ReportOutcome.DEFERRED, failure);
		deliver(ReportOutcome.DEFERRED, failure);

		assertThat(this.host.credentialsProblem()).contains("SdkClientException");
		assertThat(output).containsOnlyOnce("ERROR")
			.contains("The AWS credentials are not available")
			.doesNotContain("4711");

		deliver(ReportOutcome.DEFERRED, new java.net.ConnectException("Connection refused"));
		assertThat(this.host.credentialsProblem()).isNotNull();
		deliver(ReportOutcome.REPORTED, null);
		assertThat(this.host.credentialsProblem()).isNull();
	}

	private void deliver(ReportOutcome outcome, @Nullable Exception cause) {
		SdkClientException error = (cause != null) ? SdkClientException.create("Unable to execute HTTP request", cause)
				: null;
		this.host.onDelivery(this.failure, new Delivery(outcome, false, Duration.ofMillis(5), error));
	}

}
