// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import brave.Span;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans as Brave exports them.
 */
class BraveTests {

	private static final List<MutableSpan> spans = new CopyOnWriteArrayList<>();

	@BeforeAll
	static void fail() {
		TracedFailure.run(Exporting.class, () -> spans);
	}

	private static List<MutableSpan> spans(String name) {
		return spans.stream().filter((span) -> name.equals(span.name())).toList();
	}

	@Test
	void handlerContinuesTheTraceOfTheTask() {
		assertThat(spans("activity charge")).singleElement().satisfies((span) -> {
			assertThat(span.kind()).isEqualTo(Span.Kind.CONSUMER);
			assertThat(span.traceId()).isEqualTo(TracedFailure.TRACE_ID);
			assertThat(span.parentId()).isEqualTo(TracedFailure.PARENT_ID);
		});
	}

	@Test
	void reportIsACallOfSwfWithinTheHandler() {
		MutableSpan handler = spans("activity charge").get(0);
		MutableSpan report = spans("report activity failure").get(0);
		assertThat(report.kind()).isEqualTo(Span.Kind.CLIENT);
		assertThat(report.remoteServiceName()).isEqualTo("Amazon SWF");
		assertThat(report.parentId()).isEqualTo(handler.id());
		assertThat(report.tags()).containsEntry("rpc.system", "aws-api")
			.containsEntry("rpc.service", "SWF")
			.containsEntry("rpc.method", "RespondActivityTaskFailed");
	}

	@Test
	void redeliveryLinksToTheHandlerThatFailed() {
		MutableSpan handler = spans("activity charge").get(0);
		List<MutableSpan> reports = spans("report activity failure");
		assertThat(reports).hasSize(2);
		MutableSpan redelivery = reports.get(1);
		assertThat(redelivery.traceId()).isNotEqualTo(handler.traceId());
		assertThat(redelivery.kind()).isEqualTo(Span.Kind.CLIENT);
		assertThat(redelivery.tags()).containsValue(handler.traceId()).containsValue(handler.id());
	}

	@Configuration(proxyBeanMethods = false)
	static class Exporting {

		@Bean
		SpanHandler spanHandler() {
			return new SpanHandler() {

				@Override
				public boolean end(TraceContext context, MutableSpan span, Cause cause) {
					return spans.add(new MutableSpan(span));
				}

			};
		}

	}

}
