// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.FailureOrigins;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Observes each run of a handler, as {@link ActivityObservation#EXECUTION}. Called first,
 * so that the span includes what other listeners do at the start.
 * <p>
 * The registry is looked up once, at the first run. The observation is the current one on
 * the handler's thread until the handler returns, and ends when its failure has been
 * reported.
 */
public final class ActivityExecutionObservations implements ActivityExecutionListener, Ordered {

	private final ActivityExecutionConvention convention = new ActivityExecutionConvention();

	private final Map<String, Observation> running = new ConcurrentHashMap<>();

	private final Supplier<? extends @Nullable ObservationRegistry> lookup;

	private volatile @Nullable Found found;

	/** Whether reports are observed, which need the observation of their handler. */
	private volatile boolean reported;

	/**
	 * Creates a listener.
	 * @param lookup finds the registry when it is first needed; without one, nothing is
	 * observed
	 */
	public ActivityExecutionObservations(Supplier<? extends @Nullable ObservationRegistry> lookup) {
		this.lookup = lookup;
	}

	private @Nullable ObservationRegistry registry() {
		Found known = this.found;
		if (known == null) {
			known = new Found(this.lookup.get());
			this.found = known;
		}
		return known.registry();
	}

	/**
	 * Observes each attempt to report, within the observation of the handler if that
	 * still runs.
	 * @return the listener
	 */
	public TaskFailureListener ofReports() {
		this.reported = true;
		return new ReportObservations();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		ObservationRegistry found = registry();
		if (found == null || found.isNoop()) {
			return Execution.NONE;
		}
		return start(new ActivityExecutionContext(task, this.convention.ofType(task.type())), found);
	}

	private Execution start(ActivityExecutionContext context, ObservationRegistry found) {
		Observation observation = Observation.createNotStarted(null, this.convention, () -> context, found).start();
		if (this.reported) {
			this.running.put(context.task().taskToken(), observation);
		}
		return new ObservedExecution(context, observation, observation.openScope());
	}

	/** The observation of the handler that is running a task here, if there is one. */
	@Nullable Observation running(ActivityTask task) {
		return this.running.get(task.taskToken());
	}

	private record Found(@Nullable ObservationRegistry registry) {

	}

	private final class ObservedExecution implements Execution {

		private final ActivityExecutionContext context;

		private final Observation observation;

		private final Observation.Scope scope;

		private ObservedExecution(ActivityExecutionContext context, Observation observation, Observation.Scope scope) {
			this.context = context;
			this.observation = observation;
			this.scope = scope;
		}

		@Override
		public void onReturn() {
			this.scope.close();
		}

		@Override
		public void onEnd(@Nullable Throwable failure) {
			if (ActivityExecutionObservations.this.reported) {
				ActivityExecutionObservations.this.running.remove(this.context.task().taskToken(), this.observation);
			}
			this.context.end(failure);
			FailureOrigin origin = (failure != null) ? FailureOrigins.of(failure) : null;
			if (origin != null && !origin.cancellation()) {
				this.observation.error(new ActivityFailedException(origin.exceptionType()));
			}
			this.observation.stop();
		}

	}

	/**
	 * Observes each attempt to report, as {@link ActivityObservation#REPORT}. The span
	 * includes the call of the AWS SDK, and, because this listener is called last, the
	 * log lines and exemplars of the others.
	 */
	private final class ReportObservations implements TaskFailureListener, Ordered {

		private final FailureReportConvention convention = new FailureReportConvention();

		private final Map<String, Attempt> underWay = new ConcurrentHashMap<>();

		@Override
		public int getOrder() {
			return LOWEST_PRECEDENCE;
		}

		@Override
		public void onAttempt(TaskFailure failure, boolean redelivery) {
			ObservationRegistry found = registry();
			if (found != null && !found.isNoop()) {
				this.underWay.put(failure.task().taskToken(),
						start(new FailureReportContext(failure, redelivery), found));
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
			Observation handler = running(context.failure().task());
			if (handler != null) {
				observation.parentObservation(handler);
			}
			observation.start();
			return new Attempt(context, observation, observation.openScope());
		}

		private record Attempt(FailureReportContext context, Observation observation, Observation.Scope scope) {

			private void end(Delivery delivery) {
				this.context.end(delivery.outcome());
				Throwable error = delivery.error();
				if (error != null && delivery.outcome() != ReportOutcome.TASK_CLOSED) {
					this.observation.error(new ActivityFailedException(error.getClass().getName()));
				}
				this.scope.close();
				this.observation.stop();
			}

		}

	}

}
