// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.BoundedMap;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Creates the CLIENT span of {@code swf.failure.report}. A redelivery has its own trace,
 * with a link to the span in which the handler failed. After a restart, the link leads to
 * the span that the details name: that in which the failure was described, or that of the
 * task. The latter is also the parent of a report for a task without a handler. Takes
 * precedence over the handlers of Micrometer Tracing, which would create a span without a
 * kind and without links.
 */
public final class FailureReportSpans implements TracingObservationHandler<FailureReportContext>, Ordered {

	private static final int MOST_KNOWN = 10_000;

	private final Map<String, TraceContext> failed = BoundedMap.of(MOST_KNOWN);

	private final Supplier<? extends @Nullable Tracer> lookup;

	/**
	 * Creates a handler.
	 * @param lookup finds the tracer; without one, no span is created
	 */
	public FailureReportSpans(Supplier<? extends @Nullable Tracer> lookup) {
		this.lookup = lookup;
	}

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof FailureReportContext && this.lookup.get() != null;
	}

	@Override
	public Tracer getTracer() {
		Tracer tracer = this.lookup.get();
		return (tracer != null) ? tracer : Tracer.NOOP;
	}

	@Override
	public void onStart(FailureReportContext context) {
		Span.Builder span = getTracer().spanBuilder()
			.kind(Span.Kind.CLIENT)
			.remoteServiceName(ActivityExecutionContext.AMAZON_SWF);
		Span parent = getParentSpan(context);
		if (parent != null) {
			span.setParent(parent.context());
			this.failed.put(context.failure().task().taskToken(), parent.context());
		}
		TraceContext failed = (parent == null || context.redelivery()) ? failed(context.failure()) : null;
		if (failed != null) {
			span = context.redelivery() ? span.addLink(new Link(failed)) : span.setParent(failed);
		}
		getTracingContext(context).setSpan(span.start());
	}

	private @Nullable TraceContext failed(TaskFailure failure) {
		TraceContext known = this.failed.get(failure.task().taskToken());
		if (known != null) {
			return known;
		}
		Map<String, String> named = ReportedFailure
			.parse(failure.description().reason(), failure.description().details())
			.context();
		String traceId = named.get("trace");
		String spanId = named.get("span");
		return (traceId != null && spanId != null)
				? getTracer().traceContextBuilder().traceId(traceId).spanId(spanId).build() : null;
	}

	@Override
	public void onStop(FailureReportContext context) {
		Span span = getRequiredSpan(context);
		span.name(getSpanName(context));
		tagSpan(context, span);
		endSpan(context, span);
		ReportOutcome outcome = context.outcome();
		if (outcome != null && outcome.isFinal()) {
			this.failed.remove(context.failure().task().taskToken());
		}
	}

}
