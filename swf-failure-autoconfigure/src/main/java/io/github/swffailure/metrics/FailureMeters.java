// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.FailureOrigins;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Counts failures and the outcomes of their reports, after SWF has answered.
 * <table>
 * <caption>Meters</caption>
 * <tr>
 * <th>Name</th>
 * <th>Type</th>
 * <th>Tags</th>
 * <th>Counts</th>
 * </tr>
 * <tr>
 * <td>{@code swf.activity.failures}</td>
 * <td>counter</td>
 * <td>{@code activity}, {@code version}, {@code exception}, {@code outcome}</td>
 * <td>each failure once, with the outcome of its first delivery; no cancellations</td>
 * </tr>
 * <tr>
 * <td>{@code swf.activity.completions}</td>
 * <td>counter</td>
 * <td>{@code activity}, {@code version}, {@code outcome}</td>
 * <td>each result of a handler that the worker runs, in the same way</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.defects}</td>
 * <td>counter</td>
 * <td>{@code state}: {@code new} or {@code returned}</td>
 * <td>each defect that occurs for the first time since the start, or again after a quiet
 * time</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.delivery}</td>
 * <td>timer</td>
 * <td>{@code outcome}</td>
 * <td>each attempt that called SWF, including retries of the AWS SDK</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.redeliveries}</td>
 * <td>counter</td>
 * <td>{@code outcome}</td>
 * <td>each attempt from the journal, and each report that expired there</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.truncations}</td>
 * <td>counter</td>
 * <td>{@code field}: {@code reason} or {@code details}</td>
 * <td>each text that was shortened</td>
 * </tr>
 * <tr>
 * <td>{@code swf.failure.redaction.errors}</td>
 * <td>counter</td>
 * <td>none</td>
 * <td>each failure reported with class names only, because a redactor failed</td>
 * </tr>
 * </table>
 * Unknown values are {@code unknown}. Only the first {@value #MAX_EXCEPTIONS} different
 * exceptions and the first {@value #MAX_ACTIVITY_TYPES} different activity types (name
 * and version together) get their own values; all others are {@code other}.
 * <p>
 * Registries that can aggregate histograms of many workers, such as Prometheus, get one
 * for {@code swf.failure.delivery}, from 10 ms to 30 s.
 * <p>
 * The registry is looked up when all singletons exist, or else at the first failure. If
 * that, or a meter, throws, the failure is not counted, which is logged once at WARN,
 * then at DEBUG.
 */
public final class FailureMeters implements TaskFailureListener, SmartInitializingSingleton {

	/** Maximum number of values of the tag {@code exception}. */
	public static final int MAX_EXCEPTIONS = 100;

	/**
	 * Maximum number of pairs of values of the tags {@code activity} and {@code version}.
	 */
	public static final int MAX_ACTIVITY_TYPES = 100;

	private static final Duration SHORTEST_BUCKET = Duration.ofMillis(10);

	private static final Duration LONGEST_BUCKET = Duration.ofSeconds(30);

	private final TagValues values = new TagValues();

	private final GuardedRegistry registry;

	/**
	 * Creates a listener.
	 * @param registry finds the registry; without one, nothing is counted
	 */
	public FailureMeters(Supplier<? extends @Nullable MeterRegistry> registry) {
		this.registry = new GuardedRegistry(registry);
	}

	/**
	 * Creates the meters of a journal.
	 * @param journal the journal, to which the registry has only a weak reference
	 * @param clock by which the age of reports is counted
	 * @return the meters, see {@link FailureJournalMeters}
	 */
	public MeterBinder ofJournal(FailureJournal journal, Clock clock) {
		return new FailureJournalMeters(journal, clock);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.registry.use((found) -> {
		});
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		ReportOutcome outcome = delivery.outcome();
		if (delivery.redelivery()) {
			count(redeliveries(outcome));
		}
		else {
			onFirstDelivery(failure, outcome);
		}
		time(delivery);
	}

	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		if (delivery.redelivery()) {
			count(redeliveries(delivery.outcome()));
		}
		else {
			ActivityTask.Type bounded = this.values.type(completion.task().type());
			count(Counter.builder("swf.activity.completions")
				.tags("activity", bounded.name(), "version", bounded.version(), "outcome", delivery.outcome().id()));
		}
		time(delivery);
	}

	private void time(Delivery delivery) {
		if (delivery.duration().compareTo(Duration.ZERO) > 0) {
			this.registry.use((registry) -> timer(delivery.outcome()).register(registry).record(delivery.duration()));
		}
	}

	@Override
	public void onNewDefect(TaskFailure failure, boolean returned) {
		count(defects(returned));
	}

	@Override
	public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
		countFailure(type, FailureOrigins.of(failure), ReportOutcome.NO_TASK);
	}

	@Override
	public void onRedactionError(Throwable error) {
		count(redactionErrors());
	}

	private void onFirstDelivery(TaskFailure failure, ReportOutcome outcome) {
		if (outcome != ReportOutcome.CANCELED && !failure.origin().cancellation()) {
			countFailure(failure.task().type(), failure.origin(), outcome);
		}
		for (FailureDescription.Field field : failure.description().truncated()) {
			count(truncations(field));
		}
	}

	private void countFailure(ActivityTask.@Nullable Type type, FailureOrigin origin, ReportOutcome outcome) {
		ActivityTask.Type bounded = this.values.type(type);
		count(Counter.builder("swf.activity.failures")
			.tags("activity", bounded.name(), "version", bounded.version(), "exception", this.values.exception(origin),
					"outcome", outcome.id()));
	}

	private void count(Counter.Builder counter) {
		this.registry.use((registry) -> counter.register(registry).increment());
	}

	static Counter.Builder defects(boolean returned) {
		return Counter.builder("swf.failure.defects").tag("state", returned ? "returned" : "new");
	}

	static Counter.Builder redactionErrors() {
		return Counter.builder("swf.failure.redaction.errors");
	}

	static Counter.Builder redeliveries(ReportOutcome outcome) {
		return Counter.builder("swf.failure.redeliveries").tag("outcome", outcome.id());
	}

	static Counter.Builder truncations(FailureDescription.Field field) {
		return Counter.builder("swf.failure.truncations").tag("field", field.name().toLowerCase(Locale.ROOT));
	}

	private static Timer.Builder timer(ReportOutcome outcome) {
		return Timer.builder("swf.failure.delivery")
			.tag("outcome", outcome.id())
			.publishPercentileHistogram()
			.minimumExpectedValue(SHORTEST_BUCKET)
			.maximumExpectedValue(LONGEST_BUCKET);
	}

}
