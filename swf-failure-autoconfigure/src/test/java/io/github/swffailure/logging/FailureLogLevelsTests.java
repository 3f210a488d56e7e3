// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.HandClock;
import io.github.swffailure.OrderFailures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.logging.LoggingTaskFailureListener.Levels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FailureLogLevelsTests {

	private static final Map<String, String> LEVELS = Map.of("CardDeclined", "off", "com.example.OutOfStock", "WARN",
			"OutOfStock", "OFF");

	private final Logger logger = (Logger) LoggerFactory.getLogger(LoggingTaskFailureListener.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {

		@Override
		protected void append(ILoggingEvent event) {
			event.prepareForDeferredProcessing();
			super.append(event);
		}

	};

	@BeforeEach
	void listen() {
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.lines);
	}

	@ParameterizedTest
	@CsvSource({ "com.example.CardDeclined, REPORTED,", "com.example.Cards$CardDeclined, TASK_CLOSED,",
			"com.example.CardDeclined, DEFERRED,", "com.example.CardDeclined, REJECTED, ERROR",
			"com.example.CardDeclined, EXPIRED, ERROR", "com.example.OutOfStock, REPORTED, WARN",
			"org.example.OutOfStock, REPORTED,", "java.io.IOException, REPORTED, INFO",
			"java.io.IOException, CANCELED, DEBUG" })
	void expectedExceptionsHaveALevelOfTheirOwn(String exception, ReportOutcome outcome, @Nullable Level level) {
		assertThat(Levels.of("info", LEVELS).of(failure(exception), delivery(outcome))).isEqualTo(level);
	}

	@Test
	void repeatedDeferralIsNoNews() {
		Delivery again = new Delivery(ReportOutcome.DEFERRED, true, Duration.ofMillis(5), null);

		assertThat(Levels.of("info", LEVELS).of(failure("java.io.IOException"), again)).isEqualTo(Level.DEBUG);
	}

	@Test
	void levelThatIsNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Levels.of("info", Map.of("CardDeclined", "LOUD")))
			.withMessage("Log level 'LOUD' of exception 'CardDeclined' is none: "
					+ "use OFF, TRACE, DEBUG, INFO, WARN or ERROR");
	}

	@Test
	void lineHasTheLevelAndTheFieldsOfTheFailure() {
		LoggingTaskFailureListener listener = new LoggingTaskFailureListener("orders", UnaryOperator.identity(),
				new HandClock(OrderFailures.TIME), "info", LEVELS);

		listener.onDelivery(failure("com.example.OutOfStock"), delivery(ReportOutcome.REPORTED));
		listener.onDelivery(failure("com.example.CardDeclined"), delivery(ReportOutcome.REPORTED));

		assertThat(this.lines.list).singleElement().satisfies((line) -> {
			assertThat(line.getLevel()).hasToString("WARN");
			assertThat(fields(line))
				.contains("swf.domain=orders", "swf.activity.name=charge", "swf.workflow.id=order-42",
						"swf.failure.fingerprint=00c0ffee", "swf.failure.outcome=reported")
				.noneMatch((pair) -> pair.contains("secret"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "warn, com.example.Unforeseen, WARN", "error, com.example.Unforeseen, ERROR",
			"error, com.example.OutOfStock, WARN", "off, com.example.Unforeseen," })
	void failuresWithoutALevelOfTheirOwnHaveThatOfAll(String all, String exception, @Nullable Level level) {
		LoggingTaskFailureListener listener = new LoggingTaskFailureListener("orders", UnaryOperator.identity(),
				new HandClock(OrderFailures.TIME), all, LEVELS);

		listener.onDelivery(failure(exception), delivery(ReportOutcome.REPORTED));

		assertThat(this.lines.list).extracting((line) -> line.getLevel().toString())
			.containsExactlyElementsOf((level != null) ? List.of(level.name()) : List.of());
	}

	@Test
	void denialHasTheFieldsToo() {
		LoggingTaskFailureListener listener = new LoggingTaskFailureListener(null, UnaryOperator.identity(),
				new HandClock(OrderFailures.TIME), "info", Map.of());

		listener.onDelivery(failure("java.io.IOException"), delivery(ReportOutcome.DENIED));

		assertThat(this.lines.list).first()
			.satisfies((line) -> assertThat(fields(line)).contains("swf.failure.outcome=denied")
				.noneMatch((pair) -> pair.startsWith("swf.domain")));
	}

	private static List<String> fields(ILoggingEvent line) {
		assertThat(line.getKeyValuePairs()).isNull();
		return line.getMDCPropertyMap()
			.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + field.getValue())
			.toList();
	}

	private static Delivery delivery(ReportOutcome outcome) {
		return new Delivery(outcome, false, Duration.ofMillis(5), null);
	}

	private static TaskFailure failure(String exception) {
		return new TaskFailure(OrderFailures.task("secret-token"), new FailureDescription("reason", "secret-details"),
				new FailureOrigin(exception, "00c0ffee", false), OrderFailures.TIME);
	}

}
