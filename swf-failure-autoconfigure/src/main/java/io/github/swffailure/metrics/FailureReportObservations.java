package io.github.swffailure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;

/**
 * Observes each attempt to tell SWF, as {@link ActivityObservation#REPORT} says: a span
 * that the call of the AWS SDK falls into, and, because this listener is told last, the
 * log lines and exemplars of the others.
 * <p>
 * The registry is looked up at each attempt.
 */
public final class FailureReportObservations implements TaskFailureListener, Ordered {

	private final FailureReportConvention convention = new FailureReportConvention();

	private final Map<String, Attempt> underWay = new ConcurrentHashMap<>();

	private final Supplier<? extends @Nullable ObservationRegistry> registry;

	private final ActivityExecutionObservations executions;

	/**
	 * Creates a listener.
	 * @param registry finds the registry; nothing is observed where it finds none
	 * @param executions knows the handlers' observations, within which reports fall
	 */
	public FailureReportObservations(Supplier<? extends @Nullable ObservationRegistry> registry,
			ActivityExecutionObservations executions) {
		this.registry = registry;
		this.executions = executions;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void onAttempt(TaskFailure failure, boolean redelivery) {
		ObservationRegistry found = this.registry.get();
		if (found != null && !found.isNoop()) {
			this.underWay.put(failure.task().taskToken(), start(new FailureReportContext(failure, redelivery), found));
		}
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		Attempt attempt = this.underWay.remove(failure.task().taskToken());
		if (attempt != null) {
			attempt.end(delivery);
		}
	}

	private Attempt start(FailureReportContext context, ObservationRegistry found) {
		Observation observation = Observation.createNotStarted(null, this.convention, () -> context, found);
		Observation handler = this.executions.running(context.failure().task());
		if (handler != null) {
			observation.parentObservation(handler);
		}
		observation.start();
		return new Attempt(context, observation, observation.openScope());
	}

	private record Attempt(FailureReportContext context, Observation observation, Observation.Scope scope) {

		private void end(Delivery delivery) {
			this.context.end(delivery.outcome());
			if (delivery.error() != null && delivery.outcome() != ReportOutcome.TASK_CLOSED) {
				this.observation.error(delivery.error());
			}
			this.scope.close();
			this.observation.stop();
		}

	}

}
