// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;

import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FailureHealthTests {

	private final TaskFailure failure = Failures.of(new IllegalStateException());

	private final ListJournal journal = new ListJournal();

	private final HandClock clock = new HandClock(Failures.TIME);

	private final UndeliveredReports undelivered = new UndeliveredReports(this.journal, this.clock);

	private @Nullable String clientProblem;

	private final FailureHealth health = health("DOWN");

	@Test
	void nothingUndeliveredIsUp() {
		assertThat(this.health.get()).isEqualTo(new FailureHealth.State("UP", Map.of("undelivered", 0)));
	}

	@Test
	void youngReportIsUp() {
		this.journal.add(this.failure);
		this.clock.move(Duration.ofMinutes(15));

		assertThat(this.health.get()).isEqualTo(new FailureHealth.State("UP",
				Map.of("undelivered", 1, "oldest", "2026-11-23T03:00:00Z", "oldestAge", "PT15M")));
	}

	@Test
	void reportOfAClockThatWasAheadHasNoAge() {
		this.journal.add(this.failure);
		this.clock.move(Duration.ofDays(-8));

		assertThat(this.health.get()).isEqualTo(new FailureHealth.State("UP",
				Map.of("undelivered", 1, "oldest", "2026-11-23T03:00:00Z", "oldestAge", "PT0S")));
	}

	@Test
	void oldReportIsDown() {
		this.journal.add(this.failure);
		this.clock.move(Duration.ofMinutes(15).plusMillis(1));

		assertThat(this.health.get().status()).isEqualTo("DOWN");
	}

	@Test
	void deniedReportIsDownUntilItGoesThrough() {
		this.journal.add(this.failure);
		this.undelivered.onDelivery(this.failure, Failures.delivery(ReportOutcome.DENIED));
		assertThat(this.health.get().status()).isEqualTo("DOWN");
		assertThat(this.health.get().details().get("denied")).asString().contains("swf:RespondActivityTaskFailed");

		this.journal.remove(this.failure);
		this.undelivered.onDelivery(this.failure, Failures.redelivery(ReportOutcome.REPORTED));

		assertThat(this.health.get().status()).isEqualTo("UP");
	}

	@Test
	void journalThatCannotBeWrittenIsDown() {
		this.journal.breakDown("Directory '/var/swf' cannot be written: No space left on device");

		assertThat(this.health.get().status()).isEqualTo("DOWN");
		assertThat(this.health.get().details()).containsEntry("journal",
				"Directory '/var/swf' cannot be written: No space left on device");
	}

	@Test
	void missingClientIsDown() {
		this.clientProblem = "SdkClientException: Unable to load region";

		assertThat(this.health.get().status()).isEqualTo("DOWN");
		assertThat(this.health.get().details()).containsEntry("client", "SdkClientException: Unable to load region");
	}

	@Test
	void statusIsAsConfigured() {
		this.journal.breakDown("No space");

		assertThat(health("OUT_OF_SERVICE").get().status()).isEqualTo("OUT_OF_SERVICE");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UP", "DOWN", "OUT_OF_SERVICE" })
	void indicatorOfThisLineShowsTheState(String status) throws Exception {
		if (!status.equals("UP")) {
			this.journal.breakDown("No space");
		}
		Object shown = shown(health(status.equals("UP") ? "DOWN" : status));

		assertThat(property(shown, "getStatus")).hasToString(status);
		assertThat(property(shown, "getDetails")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("undelivered", 0);
	}

	private static Object shown(FailureHealth health) throws ReflectiveOperationException {
		boolean boot3 = SpringBootVersion.getVersion().startsWith("3.");
		Class<?> indicator = ClassUtils
			.forName(FailureHealth.class.getName() + "$Boot" + (boot3 ? 3 : 4) + "HealthIndicator", null);
		Object instance = indicator.getConstructor(java.util.function.Supplier.class).newInstance(health);
		return property(instance, "health");
	}

	private static Object property(Object target, String name) {
		Method method = ReflectionUtils.findMethod(target.getClass(), name);
		return ReflectionUtils.invokeMethod(method, target);
	}

	private FailureHealth health(String status) {
		return new FailureHealth(this.undelivered, Duration.ofMinutes(15), status,
				Map.of("client", () -> this.clientProblem));
	}

}
