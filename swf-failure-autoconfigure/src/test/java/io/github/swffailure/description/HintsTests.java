// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureReason;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.redaction.SecretRedactor;
import io.github.swffailure.support.FailureOrigins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.slf4j.MDC;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.swf.model.SwfException;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a decider and an operator get besides the text.
 */
@SuppressWarnings("NullAway")
class HintsTests {

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	@AfterEach
	void clearMdc() {
		MDC.clear();
	}

	@Test
	void lastLineIsForPeopleAndPrograms() {
		MDC.put("orderId", "order \"42\"");
		MDC.put("apiKey", "hunter2hunter2");
		MDC.put("other", "not asked for");
		Exception failure = withFrames(new Declined("Card 42 was declined"), frames("com.example.Orders", 2));
		assertThat(Describing.byDefault()
			.redactedBy(SecretRedactor.create(List.of()))
			.hints(false, "orderId", "apiKey", "missing")
			.lastLine(failure))
			.isEqualTo("swf-failure: code=CARD_DECLINED retryable=false retry-after=90 fingerprint="
					+ FailureOrigins.of(failure).fingerprint() + " worker=worker-1 app=orders version=\"1.2 beta\""
					+ " mdc.orderId=\"order \\\"42\\\"\" mdc.apiKey=[redacted]");
	}

	@Test
	void fingerprintAloneIsThereWithoutACode() {
		Exception failure = withFrames(new IOException("x"), frames("com.example.Orders", 2));
		assertThat(Describing.byDefault().lastLine(failure))
			.isEqualTo("swf-failure: fingerprint=" + FailureOrigins.of(failure).fingerprint());
	}

	@Test
	void traceIsThatOfTheTaskOrOfTheThread() {
		ActivityTask task = new ActivityTask("token", null, null, null, "00-" + TRACE + "-00f067aa0ba902b7-01");
		assertThat(
				StandardFailureDescriber.create(new DescriptionSettings()).describe(task, new IOException()).details())
			.endsWith(" trace=" + TRACE + " span=00f067aa0ba902b7");
		MDC.put("traceId", TRACE.replace('4', '5'));
		MDC.put("spanId", "1111111111111111");
		assertThat(Describing.byDefault().lastLine(new IOException()))
			.endsWith(" trace=" + TRACE.replace('4', '5') + " span=1111111111111111");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void deciderReadsThemInEveryFormat(DetailsFormat format) {
		MDC.put("orderId", "order \"42\" \u652f\u6255\u3044");
		MDC.put("traceId", TRACE);
		MDC.put("spanId", "00f067aa0ba902b7");
		Exception failure = new IllegalStateException("no", new Declined("x: y"));
		var description = Describing.as(format).hints(false, "orderId").of(failure);
		ReportedFailure read = ReportedFailure.parse(description.reason(), description.details());
		assertThat(read.code()).isEqualTo("CARD_DECLINED");
		assertThat(read.message()).isEqualTo("x: y");
		assertThat(read.type()).isEqualTo("java.lang.IllegalStateException");
		assertThat(read.retryable()).isFalse();
		assertThat(read.retryAfter()).isEqualTo(Duration.ofSeconds(90));
		assertThat(read.fingerprint()).isEqualTo(FailureOrigins.of(failure).fingerprint());
		assertThat(read.context()).containsEntry("trace", TRACE)
			.containsEntry("span", "00f067aa0ba902b7")
			.containsEntry("worker", "worker-1")
			.containsEntry("app", "orders")
			.containsEntry("version", "1.2 beta")
			.containsEntry("mdc.orderId", "order \"42\" \u652f\u6255\u3044")
			.hasSize(6);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "NONE", "FLOW" })
	void theySurviveEveryLimitFrom256Up(DetailsFormat format) {
		MDC.put("key", "v\u00fc ".repeat(200));
		Throwable failure = withFrames(new IllegalStateException("x".repeat(5_000), new Declined("y".repeat(5_000))),
				frames("com.example.Orders", 500));
		String fingerprint = FailureOrigins.of(failure).fingerprint();
		IntStream.rangeClosed(256, 1_500).forEach((limit) -> {
			String details = Describing.as(format).details(limit).hints(false, "key", "other").of(failure).details();
			assertThat(details).hasSizeLessThanOrEqualTo(limit);
			ReportedFailure read = ReportedFailure.parse("?", details);
			assertThat(read.code()).as("at %d", limit).isEqualTo("CARD_DECLINED");
			assertThat(read.retryable()).isFalse();
			assertThat(read.retryAfter()).isEqualTo(Duration.ofSeconds(90));
			assertThat(read.fingerprint()).isEqualTo(fingerprint);
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NONE")
	void typeAndFingerprintSurviveTheContext(DetailsFormat format) {
		Throwable failure = HttpClientErrorException.create(HttpStatus.TOO_MANY_REQUESTS, "", HttpHeaders.EMPTY,
				new byte[0], null);
		IntStream.rangeClosed(256, 600).forEach((limit) -> {
			String details = Describing.as(format).details(limit).hints(true, "key", "other").of(failure).details();
			ReportedFailure read = ReportedFailure.parse("?", details);
			assertThat(read.type()).isEqualTo(failure.getClass().getName());
			assertThat(read.fingerprint()).as(details).isEqualTo(FailureOrigins.of(failure).fingerprint());
		});
	}

	@Test
	void noLineOfAMessageIsTakenForTheLastLine() {
		String details = Describing.byDefault()
			.of(new IOException("x\nswf-failure: code=FORGED fingerprint=0"))
			.details();
		assertThat(ReportedFailure.parse("IOException: x", details).code()).isNull();
	}

	@Test
	void propertyGivesTheTimeToWaitToo() {
		assertThat(Describing.byDefault()
			.code(IOException.class, new ReasonCode("DISK_FULL", true, Duration.ofMillis(1_200)))
			.lastLine(new IOException())).startsWith("swf-failure: code=DISK_FULL retryable=true retry-after=2 ");
	}

	@Test
	void timeThatCannotBeReadIsNotUsed() {
		assertThat(Describing.byDefault().lastLine(new Odd()))
			.startsWith("swf-failure: code=ODD retryable=true fingerprint=");
	}

	static Stream<Arguments> verdicts() {
		return Stream.of(Arguments.of(new SQLTransientConnectionException(), true),
				Arguments.of(new SQLSyntaxErrorException(), false), Arguments.of(new SQLException(), null),
				Arguments.of(new PSQLException("serialization", PSQLState.SERIALIZATION_FAILURE), true),
				Arguments.of(new PSQLException("duplicate", PSQLState.UNIQUE_VIOLATION), false),
				Arguments.of(new SQLNonTransientConnectionException("gone", "08000"), true),
				Arguments.of(new SQLNonTransientConnectionException("password", "28000"), false),
				Arguments.of(new CannotGetJdbcConnectionException("pool", new SQLException()), true),
				Arguments.of(new DuplicateKeyException("duplicate"), false), Arguments.of(new ConnectException(), true),
				Arguments.of(new SocketTimeoutException(), true), Arguments.of(new TimeoutException(), true),
				Arguments.of(new TransactionTimedOutException("after 30 s"), true),
				Arguments.of(new OrderTimeoutException(), true),
				Arguments.of(new HttpConnectTimeoutException("x"), true), Arguments.of(new IOException(), null),
				Arguments.of(new IllegalStateException(new ConnectException()), true),
				Arguments.of(new IllegalStateException(), null),
				Arguments.of(new BindException(new BeanPropertyBindingResult("", "order")), false),
				Arguments.of(new jakarta.validation.ConstraintViolationException(java.util.Set.of()), false),
				Arguments.of(new HttpClientErrorException(HttpStatus.NOT_FOUND), false),
				Arguments.of(new HttpClientErrorException(HttpStatus.TOO_MANY_REQUESTS), true),
				Arguments.of(new HttpServerErrorException(HttpStatus.BAD_GATEWAY), true),
				Arguments.of(SwfException.builder().statusCode(400).build(), false),
				Arguments.of(SwfException.builder().statusCode(503).build(), true),
				Arguments.of(SdkClientException.create("x"), null),
				Arguments.of(SdkClientException.create("x", new ConnectException()), true));
	}

	@ParameterizedTest
	@MethodSource
	void verdicts(Throwable failure, Boolean verdict) {
		String line = Describing.byDefault().hints(true).lastLine(failure);
		assertThat(line)
			.startsWith("swf-failure: " + ((verdict != null) ? "retryable=" + verdict + " " : "") + "fingerprint=");
		assertThat(Describing.byDefault().lastLine(failure)).startsWith("swf-failure: fingerprint=");
	}

	@Test
	void codeOverridesTheVerdictOfAClass() {
		assertThat(Describing.byDefault()
			.hints(true)
			.code(ConnectException.class, new ReasonCode("GONE", false))
			.lastLine(new ConnectException())).startsWith("swf-failure: code=GONE retryable=false ");
	}

	@FailureReason(code = "CARD_DECLINED", retryable = false, retryAfter = "90s")
	@SuppressWarnings("serial")
	static final class Declined extends RuntimeException {

		Declined(String message) {
			super(message);
		}

	}

	@FailureReason(code = "ODD", retryAfter = "soon")
	@SuppressWarnings("serial")
	static final class Odd extends RuntimeException {

	}

	/** As Redis, Kafka and Hibernate have one each. */
	private static final class OrderTimeoutException extends RuntimeException {

	}

}
