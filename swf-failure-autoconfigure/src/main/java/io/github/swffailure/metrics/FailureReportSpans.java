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
 * Makes the span of {@code swf.failure.report}: a client's, and for a redelivery, which
 * has a trace of its own, with a link to the span in which the handler failed. After a
 * restart the link leads to what the details name: the span in which the failure was
 * described, or the one that the task belongs to. That is also the parent of a report of
 * a task that no handler ran, as of an unknown type. Comes before the handlers of
 * Micrometer Tracing, which would make a span of no kind and without links.
 */
public final class FailureReportSpans implements TracingObservationHandler<FailureReportContext>, Ordered {

	private static final int MOST_KNOWN = 10_000;

	private final Map<String, TraceContext> failed = BoundedMap.of(MOST_KNOWN);

	private final Supplier<? extends @Nullable Tracer> lookup;

	/**
	 * Creates a handler.
	 * @param lookup finds the tracer; no span is made where it finds none
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
