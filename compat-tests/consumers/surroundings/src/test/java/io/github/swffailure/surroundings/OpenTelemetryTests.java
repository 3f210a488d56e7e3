// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans as OpenTelemetry exports them.
 */
class OpenTelemetryTests {

	private static final InMemorySpanExporter exporter = InMemorySpanExporter.create();

	private static List<SpanData> spans = List.of();

	@BeforeAll
	static void fail() {
		spans = TracedFailure.run(Exporting.class, exporter::getFinishedSpanItems);
	}

	private static List<SpanData> spans(String name) {
		return spans.stream().filter((span) -> span.getName().equals(name)).toList();
	}

	@Test
	void handlerContinuesTheTraceOfTheTask() {
		assertThat(spans("activity charge")).singleElement().satisfies((span) -> {
			assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
			assertThat(span.getTraceId()).isEqualTo(TracedFailure.TRACE_ID);
			assertThat(span.getParentSpanId()).isEqualTo(TracedFailure.PARENT_ID);
		});
	}

	@Test
	void reportIsACallOfSwfWithinTheHandler() {
		SpanData handler = spans("activity charge").get(0);
		SpanData report = spans("report activity failure").get(0);
		assertThat(report.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(report.getParentSpanId()).isEqualTo(handler.getSpanId());
		assertThat(report.getLinks()).isEmpty();
		assertThat(report.getAttributes().get(AttributeKey.stringKey("rpc.system"))).isEqualTo("aws-api");
		assertThat(report.getAttributes().get(AttributeKey.stringKey("rpc.service"))).isEqualTo("SWF");
		assertThat(report.getAttributes().get(AttributeKey.stringKey("rpc.method")))
			.isEqualTo("RespondActivityTaskFailed");
	}

	@Test
	void redeliveryLinksToTheHandlerThatFailed() {
		SpanData handler = spans("activity charge").get(0);
		List<SpanData> reports = spans("report activity failure");
		assertThat(reports).hasSize(2);
		SpanData redelivery = reports.get(1);
		assertThat(redelivery.getTraceId()).isNotEqualTo(handler.getTraceId());
		assertThat(redelivery.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(redelivery.getLinks()).singleElement()
			.satisfies((link) -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(handler.getTraceId()))
			.satisfies((link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(handler.getSpanId()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Exporting {

		@Bean
		SpanProcessor spanProcessor() {
			return SimpleSpanProcessor.create(exporter);
		}

	}

}
