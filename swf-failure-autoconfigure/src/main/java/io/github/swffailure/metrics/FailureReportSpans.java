package io.github.swffailure.metrics;

import java.util.Map;
import java.util.function.Supplier;

import io.github.swffailure.ReportedFailure;
import io.github.swffailure.TaskFailure;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Makes the span of {@code swf.failure.report}: a client's, and for a redelivery, which
 * has a trace of its own, with a link to the span in which the handler failed, also after
 * a restart. Comes before the handlers of Micrometer Tracing, which would make a span of
 * no kind and without links.
 */
public final class FailureReportSpans implements TracingObservationHandler<FailureReportContext>, Ordered {

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
		}
		if (context.redelivery()) {
			linkToFailure(context.failure(), span);
		}
		getTracingContext(context).setSpan(span.start());
	}

	/** The details name trace and span, whichever worker has written them. */
	private void linkToFailure(TaskFailure failure, Span.Builder span) {
		Map<String, String> origin = ReportedFailure
			.parse(failure.description().reason(), failure.description().details())
			.context();
		String traceId = origin.get("trace");
		String spanId = origin.get("span");
		if (traceId != null && spanId != null) {
			span.addLink(new Link(getTracer().traceContextBuilder().traceId(traceId).spanId(spanId).build()));
		}
	}

	@Override
	public void onStop(FailureReportContext context) {
		Span span = getRequiredSpan(context);
		span.name(getSpanName(context));
		tagSpan(context, span);
		endSpan(context, span);
	}

}
