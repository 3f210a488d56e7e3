// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.List;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.FailureOrigins;
import io.micrometer.core.instrument.Clock;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TracingTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT_ID = "b7ad6b7169203331";

	private final IllegalStateException exception = new IllegalStateException("password=hunter2");

	private final SimpleTracer tracer = new SimpleTracer();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final ActivityExecutionObservations executions = new ActivityExecutionObservations(() -> this.registry);

	private final TaskFailureListener reports = this.executions.ofReports();

	@BeforeEach
	void trace() {
		this.registry.observationConfig()
			.observationHandler(new FirstMatchingCompositeObservationHandler(new FailureReportSpans(() -> this.tracer),
					new PropagatingReceiverTracingObservationHandler<>(this.tracer, new W3cPropagator()),
					new DefaultTracingObservationHandler(this.tracer)));
	}

	@Test
	void handlerContinuesTheTraceOfTheInput() {
		run(failure("00-" + TRACE_ID + "-" + PARENT_ID + "-01"), () -> {
		});

		SimpleSpan handler = this.tracer.getSpans().getFirst();
		assertThat(handler.getName()).isEqualTo("activity charge");
		assertThat(handler.getKind()).isEqualTo(Span.Kind.CONSUMER);
		assertThat(handler.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(handler.getParentId()).isEqualTo(PARENT_ID);
	}

	@Test
	void handlerWithoutTraceparentContinuesNoTrace() {
		run(failure(null), () -> {
		});

		assertThat(this.tracer.getSpans()).hasSize(2);
		assertThat(this.tracer.getSpans().getFirst().getParentId()).isEmpty();
	}

	@Test
	void reportIsASpanWithinThatOfItsHandler() {
		run(failure("00-" + TRACE_ID + "-" + PARENT_ID + "-01"), () -> {
		});

		assertThat(this.tracer.getSpans()).hasSize(2);
		SimpleSpan report = this.tracer.getSpans().getLast();
		assertThat(report.getName()).isEqualTo("report activity failure");
		assertThat(report.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(report.getParentId()).isEqualTo(this.tracer.getSpans().getFirst().getSpanId());
	}

	/** As of a type without a handler, or an input that cannot be read. */
	@Test
	void reportOfATaskThatNoHandlerRanContinuesItsTrace() {
		TaskFailure failure = failure(null);
		String details = "swf-failure: trace=" + TRACE_ID + " span=" + PARENT_ID;
		TaskFailure named = new TaskFailure(failure.task(), new FailureDescription("IllegalStateException", details),
				failure.origin(), failure.time());

		this.reports.onAttempt(named, false);
		this.reports.onDelivery(named, Failures.delivery(ReportOutcome.REPORTED));

		SimpleSpan report = this.tracer.getSpans().getLast();
		assertThat(report.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(report.getParentId()).isEqualTo(PARENT_ID);
	}

	@Test
	void spansTellNoSecret() {
		run(failure(null), () -> {
		});

		assertThat(this.tracer.getSpans()).hasSize(2).allSatisfy((span) -> {
			assertThat(span.toString() + span.getTags() + span.getError()).doesNotContain("hunter2")
				.doesNotContain("secret-token");
			assertThat(span.getTags()).containsEntry("swf.workflow.id", "order-42");
		});
	}

	@Test
	void exemplarsLeadToTheSpanOfTheReport() {
		PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(),
				Clock.SYSTEM, new CurrentSpan(this.tracer));
		FailureMeters listener = new FailureMeters(() -> meters);
		TaskFailure failure = failure(null);

		run(failure, () -> listener.onDelivery(failure, Failures.delivery(ReportOutcome.REPORTED)));

		SimpleSpan report = this.tracer.getSpans().getLast();
		String exemplar = "# {span_id=\"" + report.getSpanId() + "\",trace_id=\"" + report.getTraceId() + "\"}";
		assertThat(meters.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8").lines())
			.anySatisfy((line) -> assertThat(line).startsWith("swf_activity_failures_total{").contains(exemplar))
			.anySatisfy(
					(line) -> assertThat(line).startsWith("swf_failure_delivery_seconds_bucket{").contains(exemplar));
	}

	private void run(TaskFailure failure, Runnable otherListener) {
		Execution execution = this.executions.onStart(failure.task());
		execution.onReturn();
		this.reports.onAttempt(failure, false);
		otherListener.run();
		this.reports.onDelivery(failure, Failures.delivery(ReportOutcome.REPORTED));
		execution.onEnd(this.exception);
	}

	private TaskFailure failure(@Nullable String traceparent) {
		TaskFailure failure = Failures.of(this.exception);
		ActivityTask task = new ActivityTask("secret-token", "charge-42", failure.task().type(),
				failure.task().execution(), traceparent);
		return new TaskFailure(task, failure.description(), FailureOrigins.of(this.exception), failure.time());
	}

	private final class W3cPropagator implements Propagator {

		@Override
		public List<String> fields() {
			return List.of("traceparent");
		}

		@Override
		public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
			throw new UnsupportedOperationException("Nothing is sent in these tests");
		}

		@Override
		public <C> Span.Builder extract(C carrier, Getter<C> getter) {
			Span.Builder span = TracingTests.this.tracer.spanBuilder();
			String traceparent = getter.get(carrier, "traceparent");
			if (traceparent == null) {
				return span;
			}
			String[] parts = traceparent.split("-", -1);
			return span
				.setParent(TracingTests.this.tracer.traceContextBuilder().traceId(parts[1]).spanId(parts[2]).build());
		}

	}

	private record CurrentSpan(SimpleTracer tracer) implements SpanContext {

		@Override
		public @Nullable String getCurrentTraceId() {
			SimpleSpan span = this.tracer.currentSpan();
			return (span != null) ? span.getTraceId() : null;
		}

		@Override
		public @Nullable String getCurrentSpanId() {
			SimpleSpan span = this.tracer.currentSpan();
			return (span != null) ? span.getSpanId() : null;
		}

		@Override
		public boolean isCurrentSpanSampled() {
			return true;
		}

		@Override
		public void markCurrentSpanAsExemplar() {
		}

	}

}
