package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SwfFailureProperties}.
 */
class SwfFailurePropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void defaultsAreAsMuchAsSwfAccepts() {
		this.contextRunner.run((context) -> {
			SwfFailureProperties properties = context.getBean(SwfFailureProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.rethrow()).isTrue();
			assertThat(properties.reason()).isEqualTo(new SwfFailureProperties.Reason(256, ReasonPrefix.SIMPLE_NAME));
			assertThat(properties.details())
				.isEqualTo(new SwfFailureProperties.Details(32_768, DetailsFormat.TEXT, Map.of()));
			assertThat(properties.reasons()).isEmpty();
			assertThat(properties.redaction().enabled()).isTrue();
			assertThat(properties.domain()).isNull();
			assertThat(properties.delivery().attemptTimeout()).isEqualTo(Duration.ofSeconds(6));
			assertThat(properties.delivery().shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
			assertThat(properties.journal().directory()).isNull();
			assertThat(properties.journal().capacity()).isEqualTo(10_000);
			assertThat(properties.journal().maxAge()).isEqualTo(Duration.ofDays(7));
			assertThat(properties.redelivery().initialDelay()).isEqualTo(Duration.ofSeconds(1));
			assertThat(properties.redelivery().maxDelay()).isEqualTo(Duration.ofMinutes(1));
			assertThat(properties.health().maxAge()).isEqualTo(Duration.ofMinutes(15));
			assertThat(properties.health().status()).isEqualTo(SwfFailureProperties.Health.Unhealthy.DOWN);
		});
	}

	@Test
	void codeOfAnExceptionIsRetryableUnlessSaidOtherwise() {
		this.contextRunner
			.withPropertyValues("swf.failure.reasons[java.net.SocketTimeoutException].code=UPSTREAM_TIMEOUT",
					"swf.failure.reasons[java.lang.NumberFormatException].code=BAD_NUMBER",
					"swf.failure.reasons[java.lang.NumberFormatException].retryable=false")
			.run((context) -> assertThat(context.getBean(SwfFailureProperties.class).reasons())
				.containsEntry("java.net.SocketTimeoutException",
						new SwfFailureProperties.Code("UPSTREAM_TIMEOUT", true))
				.containsEntry("java.lang.NumberFormatException", new SwfFailureProperties.Code("BAD_NUMBER", false)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					swf.failure.reason.max-length=0              | swf.failure.reason.max-length must be 1 to 256 but was 0
					swf.failure.reason.max-length=257            | swf.failure.reason.max-length must be 1 to 256 but was 257
					swf.failure.details.max-length=-1            | swf.failure.details.max-length must be 0 to 32768 but was -1
					swf.failure.details.max-length=32769         | swf.failure.details.max-length must be 0 to 32768 but was 32769
					swf.failure.delivery.attempt-timeout=0s      | swf.failure.delivery.attempt-timeout must be more than zero
					swf.failure.delivery.shutdown-timeout=-1s    | swf.failure.delivery.shutdown-timeout must not be negative
					swf.failure.journal.capacity=0               | swf.failure.journal.capacity must be 1 to
					swf.failure.journal.max-age=0s               | swf.failure.journal.max-age must be more than zero
					swf.failure.health.max-age=0s                | swf.failure.health.max-age must be more than zero
					swf.failure.redelivery.initial-delay=0s      | swf.failure.redelivery.initial-delay must be more than zero
					swf.failure.redelivery.max-delay=500ms       | swf.failure.redelivery.max-delay must not be less than initial-delay
					""")
	void propertyOutOfBoundsIsNamed(String property, String message) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(message));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(SwfFailureProperties.class)
	static class Properties {

	}

}
