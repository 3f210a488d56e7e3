// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.spring;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = AutoConfigureEmbeddedSwfTests.Application.class)
@AutoConfigureEmbeddedSwf
class AutoConfigureEmbeddedSwfTests {

	@Autowired
	private EmbeddedSwf swf;

	@Value("${swf.client.endpoint}")
	private String endpoint;

	@Value("${swf.client.region}")
	private String region;

	@Test
	void clientIsPointedAtTheEndpoint() {
		assertThat(this.endpoint).isEqualTo(this.swf.endpoint().toString());
		assertThat(this.region).isEqualTo("us-east-1");
	}

	@Test
	void sdkFindsCredentialsThatMeanNothing() {
		try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
			assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("test");
		}
	}

	@Configuration
	static class Application {

	}

}
