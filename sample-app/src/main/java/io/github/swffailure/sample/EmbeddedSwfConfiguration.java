// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.time.Duration;

import io.github.swffailure.autoconfigure.SwfClientCustomizer;
import io.github.swffailure.test.EmbeddedSwf;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Puts an SWF endpoint into this JVM and points the client at it, with long polls that
 * are short, so that the sample stops at once. The profile {@code aws} leaves it out:
 * then the client calls the real service.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!aws")
class EmbeddedSwfConfiguration {

	@Bean(destroyMethod = "close")
	EmbeddedSwf embeddedSwf(SampleProperties properties) {
		return EmbeddedSwf.builder().port(properties.swf().port()).longPoll(Duration.ofSeconds(2)).start();
	}

	@Bean
	InjectedFaults injectedFaults(EmbeddedSwf swf) {
		return new InjectedFaults(swf);
	}

	@Bean
	SwfClientCustomizer embeddedSwfClient(EmbeddedSwf swf) {
		return (builder) -> builder.endpointOverride(swf.endpoint())
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
	}

}
