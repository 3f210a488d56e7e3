// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link SwfFailureProperties}.
 */
class SwfFailurePropertiesTests {

	private @Nullable Environment environment;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer((context) -> this.environment = context.getEnvironment())
		.withUserConfiguration(Properties.class);

	@Test
	void defaultsAreAsMuchAsSwfAccepts() {
		this.contextRunner.run((context) -> {
			SwfFailureProperties properties = context.getBean(SwfFailureProperties.class);
			assertThat(properties.enabled()).isTrue();
			assertThat(properties.rethrow()).isTrue();
			assertThat(properties.reason()).isEqualTo(new SwfFailureProperties.Reason(256, ReasonPrefix.SIMPLE_NAME));
			assertThat(properties.details())
				.isEqualTo(new SwfFailureProperties.Details(32_768, DetailsFormat.TEXT, Map.of(), List.of(), false));
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

	@ParameterizedTest
	@ValueSource(strings = { "swf.failure.reasons.java.net.SocketTimeoutException=UPSTREAM_TIMEOUT",
			"swf.failure.reasons[java.net.SocketTimeoutException]=UPSTREAM_TIMEOUT",
			"swf.failure.reasons.java.net.SocketTimeoutException.code=UPSTREAM_TIMEOUT",
			"swf.failure.reasons[java.net.SocketTimeoutException].code=UPSTREAM_TIMEOUT" })
	void codeIsTakenInAnyNotation(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(codes(context))
				.containsOnly(entry("java.net.SocketTimeoutException", new ReasonCode("UPSTREAM_TIMEOUT", true))));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".java.lang.NumberFormatException", "[java.lang.NumberFormatException]" })
	void codeIsRetryableUnlessSaidOtherwise(String key) {
		this.contextRunner
			.withPropertyValues("swf.failure.reasons" + key + ".code=BAD",
					"swf.failure.reasons" + key + ".retryable=no ")
			.run((context) -> assertThat(codes(context))
				.containsOnly(entry("java.lang.NumberFormatException", new ReasonCode("BAD", false))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "retry-after", "retryAfter" })
	void codeMaySayHowLongToWait(String member) {
		this.contextRunner
			.withPropertyValues("swf.failure.reasons[java.io.IOException].code=DISK",
					"swf.failure.reasons[java.io.IOException]." + member + "=90s")
			.run((context) -> assertThat(codes(context))
				.containsOnly(entry("java.io.IOException", new ReasonCode("DISK", true, Duration.ofSeconds(90)))));
	}

	@ParameterizedTest
	@CsvSource({ "soon, be a time such as 30s", "-1s, be at least 1s", "0, be at least 1s", "5, be at least 1s",
			"9000d, be at most 366d" })
	void timeToWaitThatIsNoneIsRefused(String time, String expected) {
		this.contextRunner
			.withPropertyValues("swf.failure.reasons[java.io.IOException].code=DISK",
					"swf.failure.reasons[java.io.IOException].retry-after=" + time)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("swf.failure.reasons.java.io.IOException.retry-after")
				.hasMessageContaining(expected));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "$" })
	void nestedClassIsNamedWithADotOrADollarSign(String separator) {
		String nested = SwfFailurePropertiesTests.class.getName() + separator + "NestedException";
		this.contextRunner.withPropertyValues("swf.failure.reasons[" + nested + "]=NESTED")
			.run((context) -> assertThat(codes(context))
				.containsOnly(entry(NestedException.class.getName(), new ReasonCode("NESTED", true))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "OFF", "false", " warn" })
	void levelIsTakenInAnyNotation(String level) {
		this.contextRunner.withPropertyValues("swf.failure.logging.levels.java.io.IOException=" + level)
			.run((context) -> assertThat(context.getBean(SwfFailureProperties.class).logging().levels())
				.containsEntry("java.io.IOException", level.equals(" warn") ? "WARN" : "OFF"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					swf.failure.reason.max-length=0              | be 1 to 256 but was '0'
					swf.failure.reason.max-length=257            | be 1 to 256 but was '257'
					swf.failure.domain=                          | be 1 to 256 characters
					swf.failure.domain=shop:eu                   | be 1 to 256 characters without ':'
					swf.failure.domain=${nowhere}                | have a value for its placeholder but was '${nowhere}'
					swf.failure.journal.directory=/a/${nowhere}  | have a value for its placeholder but was '/a/${nowhere}'
					swf.failure.details.max-length=-1            | be 0 to 32768 but was '-1'
					swf.failure.details.max-length=32769         | be 0 to 32768 but was '32769'
					swf.failure.delivery.attempt-timeout=0s      | be at least 100ms
					swf.failure.delivery.attempt-timeout=6       | be at least 100ms (a number without a unit is milliseconds) but was '6ms'
					swf.failure.delivery.shutdown-timeout=-1s    | be at least 100ms
					swf.failure.delivery.shutdown-timeout=10     | be at least 100ms
					swf.failure.journal.capacity=0               | be 1 to
					swf.failure.journal.max-age=0s               | be at least 1s
					swf.failure.journal.max-age=7                | be at least 1s
					swf.failure.health.max-age=15                | be at least 1s (a number without a unit is milliseconds) but was '15ms'
					swf.failure.redelivery.initial-delay=1       | be at least 10ms
					swf.failure.redelivery.max-delay=500ms       | be at least the swf.failure.redelivery.initial-delay, 1s but was '500ms'
					swf.failure.redelivery.max-delay=400d        | be at most 366d
					swf.failure.details.flow-types.E=            | be the name of a class
					swf.failure.details.flow-types.E=a b         | be the name of a class
					swf.failure.redelivery.per-second=201        | be 1 to 200 but was '201'
					swf.failure.redelivery.concurrency=0         | be 1 to 16 but was '0'
					swf.failure.logging.levels.IOException=loud  | be off, trace, debug, info, warn or error but was 'loud'
					swf.failure.reasons.java.io.IOException.retryable=no | have a code
					swf.failure.reasons.E.code=not a code        | has no valid code
					swf.failure.redaction.patterns[0]=[unclosed  | '[unclosed' is not a regular expression
					""")
	void propertyOutOfBoundsIsNamed(String property, String message) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).isNotNull();
			FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(this.environment).analyze(failure);
			String name = property.substring(0, property.indexOf('='));
			assertThat(analysis.getDescription()).startsWith(name.replaceAll("\\.(code|retryable)$", ""))
				.contains(message);
			assertThat(analysis.getAction()).isNotBlank();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			swf.failure.delivery.attempt-timeout=soon | be a time such as 500ms, 30s, 5m or 1h
			swf.failure.journal.capacity=1e3          | be a whole number
			swf.failure.retryable.auto=perhaps        | be true or false
			swf.failure.redaction=off                 | have no value of its own, but properties below it
			swf.failure.reasons=DISK                  | have no value of its own, but properties below it
			swf.failure.redaction.patterns[1]=x+      | be part of a list of single values
			swf.failure.details.mdc[0].key=order      | be part of a list of single values
			""")
	void valueOfAnotherTypeIsNamedWithWhatItMayBe(String property, String expected) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer.OfTypes(this.environment)
				.analyze(context.getStartupFailure());
			String[] parts = property.split("=");
			assertThat(analysis.getDescription()).startsWith(parts[0] + " must " + expected)
				.contains("but was '" + parts[1] + "'")
				.contains("Origin: ");
			assertThat(analysis.getAction()).contains(expected);
		});
	}

	@Test
	void wordsOfAnEnumAreLeftToSpringBoot() {
		this.contextRunner.withPropertyValues("swf.failure.details.format=xml")
			.run((context) -> assertThat(
					new SwfConfigurationFailureAnalyzer.OfTypes(this.environment).analyze(context.getStartupFailure()))
				.isNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf.failure.reason.max-length", "swf.failure.reasons.java.io.IOException",
			"swf.failure.logging.levels.IOException", "swf.failure.redaction.patterns[0]" })
	void analysisShowsWhereThePropertyIsSet(String property) {
		this.contextRunner.withPropertyValues(property + "=(30").run((context) -> {
			Throwable failure = context.getStartupFailure();
			FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(this.environment).analyze(failure);
			if (analysis == null) {
				analysis = new SwfConfigurationFailureAnalyzer.OfTypes(this.environment).analyze(failure);
			}
			assertThat(analysis.getDescription()).contains("Property: " + property)
				.contains("Value: \"(30\"")
				.contains("Origin: ");
		});
	}

	@Test
	void whatIsMissingIsNotCalledNull() {
		this.contextRunner.withPropertyValues("swf.failure.reasons.java.io.IOException.retryable=no")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageNotContaining("null"));
	}

	private static Map<String, ReasonCode> codes(AssertableApplicationContext context) {
		return Descriptions
			.settings(context.getBean(SwfFailureProperties.class), List.of(),
					SwfFailurePropertiesTests.class.getClassLoader(), context.getEnvironment())
			.codes();
	}

	static final class NestedException extends RuntimeException {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(SwfFailureProperties.class)
	static class Properties {

	}

}
