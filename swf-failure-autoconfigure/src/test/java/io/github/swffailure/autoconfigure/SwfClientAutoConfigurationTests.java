// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.URI;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SwfClientAutoConfiguration}.
 */
class SwfClientAutoConfigurationTests {

	private static final String[] NO_REGION_ANYWHERE = {
			SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property() + "=true", "aws.configFile=/nonexistent",
			"aws.sharedCredentialsFile=/nonexistent" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class));

	@Test
	void clientUsesRegionAndEndpointOfTheProperties() {
		this.contextRunner
			.withPropertyValues("swf.client.region=eu-central-1", "swf.client.endpoint=http://localhost:5001")
			.run((context) -> {
				var configuration = context.getBean(SwfClient.class).serviceClientConfiguration();
				assertThat(configuration.region()).isEqualTo(Region.EU_CENTRAL_1);
				assertThat(configuration.endpointOverride()).contains(URI.create("http://localhost:5001"));
			});
	}

	@Test
	void clientIsNotMadeBeforeItIsNeeded() {
		this.contextRunner.withSystemProperties(NO_REGION_ANYWHERE)
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("swfFailureSwfClient")).isFalse());
	}

	@Test
	void clientOfTheApplicationIsKept() {
		SwfClient own = SwfClient.builder().region(Region.EU_WEST_1).build();
		this.contextRunner.withBean("own", SwfClient.class, () -> own)
			.run((context) -> assertThat(context.getBean(SwfClient.class)).isSameAs(own));
	}

	@Test
	void credentialsAndRegionBeansAreUsed() {
		AwsCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key"));
		this.contextRunner.withBean(AwsCredentialsProvider.class, () -> credentials)
			.withBean(AwsRegionProvider.class, () -> () -> Region.SA_EAST_1)
			.run((context) -> {
				var configuration = context.getBean(SwfClient.class).serviceClientConfiguration();
				assertThat(configuration.credentialsProvider()).isSameAs(credentials);
				assertThat(configuration.region()).isEqualTo(Region.SA_EAST_1);
			});
	}

	@Test
	void regionOfThePropertiesWinsOverTheBean() {
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1")
			.withBean(AwsRegionProvider.class, () -> () -> Region.SA_EAST_1)
			.run((context) -> assertThat(context.getBean(SwfClient.class).serviceClientConfiguration().region())
				.isEqualTo(Region.EU_CENTRAL_1));
	}

	@Test
	void customizerHasTheLastWord() {
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1")
			.withBean(SwfClientCustomizer.class, () -> (builder) -> builder.region(Region.AP_SOUTH_1))
			.run((context) -> assertThat(context.getBean(SwfClient.class).serviceClientConfiguration().region())
				.isEqualTo(Region.AP_SOUTH_1));
	}

	@Test
	void missingRegionIsExplained() {
		this.contextRunner.withSystemProperties(NO_REGION_ANYWHERE).run((context) -> {
			Throwable failure = catchThrowable(() -> context.getBean(SwfClient.class));
			FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(null).analyze(failure);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("no AWS region is set");
			assertThat(analysis.getAction()).contains("swf.client.region");
		});
	}

	@Test
	void missingCredentialsStopTheStartWhereAPollLoopHasOurClientBeforeTheFirstHandler() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
			.withSystemProperties("aws.disableEc2Metadata=true", "aws.configFile=/nonexistent",
					"aws.sharedCredentialsFile=/nonexistent")
			.withPropertyValues("swf.client.region=eu-central-1")
			.withUserConfiguration(PollLoop.class, Orders.class)
			.run((context) -> assertThat(new SwfConfigurationFailureAnalyzer(null).analyze(context.getStartupFailure()))
				.isNotNull()
				.extracting(FailureAnalysis::getDescription, InstanceOfAssertFactories.STRING)
				.contains("no AWS credentials were found"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:4566", "notauri::", "ftp://x", "http:///path", "http://:4566",
			"http://localhost:0", "http://localhost:99999", "http://local_stack:4566", "http://a b", "https://x?y=z",
			"https://x#y", "http://user@x", "//localhost:4566", "" })
	void endpointThatCannotBeCalledIsRefused(String endpoint) {
		this.contextRunner.withPropertyValues("swf.client.endpoint=" + endpoint)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SwfConfigurationException.class)
				.hasMessageStartingWith("swf.client.endpoint must be a URL")
				.hasMessageContaining("'" + endpoint + "'"));
	}

	@Test
	void passwordOfAnEndpointThatIsRefusedIsNotShown() {
		String endpoint = "http://user:hunter2@localhost:4566";
		MockEnvironment environment = new MockEnvironment().withProperty("swf.client.endpoint", endpoint);
		this.contextRunner.withPropertyValues("swf.client.endpoint=" + endpoint).run((context) -> {
			FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(environment)
				.analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("was 'http://user:[redacted]@localhost:4566'")
				.contains("Value: \"http://user:[redacted]@localhost:4566\"")
				.doesNotContain("hunter2");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:4566", "https://swf.eu-central-1.amazonaws.com", "http://[::1]:4566/",
			"HTTP://localstack", "http://10.0.0.1:80/swf" })
	void endpointThatCanBeCalledIsAccepted(String endpoint) {
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1", "swf.client.endpoint=" + endpoint)
			.run((context) -> assertThat(context.getBean(SwfClient.class)).isNotNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "EU Central", "eu_central_1", "EU-CENTRAL-1", "-eu", "swf.eu-central-1" })
	void regionThatIsNoneIsRefused(String region) {
		this.contextRunner.withPropertyValues("swf.client.region=" + region)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SwfConfigurationException.class)
				.hasMessageStartingWith("swf.client.region must be the code of an AWS region"));
	}

	@Test
	void withoutTheSdkThereIsNoClient() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SwfClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("swfFailureSwfClient"));
	}

	private static Throwable catchThrowable(Runnable call) {
		return org.assertj.core.api.Assertions.catchThrowable(call::run);
	}

	static class PollLoop {

		PollLoop(SwfClient swf, Orders orders) {
		}

	}

	static class Orders {

		@ActivityHandler
		public void charge(@TaskToken String taskToken) {
		}

	}

}
