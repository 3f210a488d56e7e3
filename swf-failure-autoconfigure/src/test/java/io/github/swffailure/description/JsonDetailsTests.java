// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;
import io.github.swffailure.support.FailureOrigins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

class JsonDetailsTests {

	private static JsonNode read(String details) throws JsonProcessingException {
		return new ObjectMapper().readTree(details);
	}

	@Test
	void objectHoldsTheFailure() {
		Exception failure = withFrames(
				new IllegalStateException("a \"quoted\"\nline",
						withFrames(new SQLException("gone"), frames("com.example.Pool", 1))),
				frames("com.example.Orders", 2));
		failure.addSuppressed(withFrames(new IOException("close")));
		String fingerprint = FailureOrigins.of(failure).fingerprint();
		assertThat(Describing.as(DetailsFormat.JSON)
			.code(SQLException.class, new ReasonCode("DATABASE_DOWN", true))
			.details(failure)).isEqualTo("""
					{"type":"java.lang.IllegalStateException","message":"a \\"quoted\\"\\nline",\
					"code":"DATABASE_DOWN","retryable":true,"fingerprint":"%s",\
					"frames":["com.example.Orders.call0(Orders.java:1)","com.example.Orders.call1(Orders.java:2)"],\
					"suppressed":[{"type":"java.io.IOException","message":"close"}],\
					"causes":[{"type":"java.sql.SQLException","message":"gone",\
					"frames":["com.example.Pool.call0(Pool.java:1)"]}]}""".formatted(fingerprint));
	}

	@Test
	void everyLimitGivesAValidObjectThatFits() throws JsonProcessingException {
		Throwable failure = withFrames(new SQLException("root \"\\\u0001"), frames("com.example.Pool", 30));
		for (int i = 0; i < 5; i++) {
			failure = withFrames(new IllegalStateException("cause\n" + i, failure),
					frames("com.example.Orders" + i, 30));
			failure.addSuppressed(withFrames(new IOException("close"), frames("com.example.Door", 30)));
		}
		for (int limit = 2; limit < 12_000; limit += (limit < 1_000) ? 1 : 97) {
			String details = Describing.as(DetailsFormat.JSON).details(limit).details(failure);
			assertThat(details).hasSizeLessThanOrEqualTo(limit);
			assertThat(read(details).isObject()).isTrue();
			if (limit > 700) {
				assertThat(read(details).at("/message").asText()).isEqualTo("cause\n4");
				JsonNode causes = read(details).get("causes");
				assertThat(causes.get(causes.size() - 1).get("message").asText()).isEqualTo("root \"\\\uFFFD");
			}
		}
	}

	@Test
	void framesAndCausesLeftOutAreCounted() throws JsonProcessingException {
		Throwable failure = withFrames(new SQLException("root"), frames("com.example.Pool", 1_000));
		for (int i = 0; i < 999; i++) {
			failure = withFrames(new IllegalStateException("cause " + i), frames("com.example.Orders", 5))
				.initCause(failure);
		}
		var description = Describing.as(DetailsFormat.JSON).of(failure);
		JsonNode causes = read(description.details()).get("causes");
		JsonNode root = causes.get(causes.size() - 1);
		int omitted = 0;
		for (JsonNode cause : causes) {
			omitted += cause.path("causesOmitted").asInt();
		}
		assertThat(causes.size() + omitted).isEqualTo(999);
		assertThat(root.get("frames").size() + root.get("framesOmitted").asInt()).isEqualTo(1_000);
		assertThat(description.truncated()).containsExactly(Field.DETAILS);
	}

	@Test
	void smallestLimitsGiveTheTypeOrNothing() {
		IOException failure = new IOException("x".repeat(100));
		assertThat(Describing.as(DetailsFormat.JSON).details(60).details(failure))
			.isEqualTo("{\"type\":\"java.io.IOException\"}");
		assertThat(Describing.as(DetailsFormat.JSON).details(10).details(failure)).isEqualTo("{}");
		assertThat(Describing.as(DetailsFormat.JSON).details(1).details(failure)).isEmpty();
	}

	@Test
	void simpleflowObjectHoldsTheLinesOfTheStackTrace() throws JsonProcessingException {
		Exception failure = withFrames(
				new IllegalStateException("out of\nstock",
						withFrames(new SQLException("gone"), frames("com.example.Pool", 1))),
				frames("com.example.Orders", 1));
		assertThat(new ObjectMapper().convertValue(read(Describing.as(DetailsFormat.SIMPLEFLOW).details(failure)),
				Object.class))
			.isEqualTo(Map.of("error", "IllegalStateException", "error_type", "java.lang.IllegalStateException",
					"fingerprint", FailureOrigins.of(failure).fingerprint(), "message", "out of\nstock", "traceback",
					List.of("java.lang.IllegalStateException: out of", "stock",
							"\tat com.example.Orders.call0(Orders.java:1)", "Caused by: java.sql.SQLException: gone",
							"\tat com.example.Pool.call0(Pool.java:1)")));
	}

	@Test
	void simpleflowObjectIsValidAndFitsAtEveryLimit() throws JsonProcessingException {
		Exception failure = withFrames(
				new IllegalStateException("a\n\"b\"".repeat(50),
						withFrames(new SQLException("gone"), frames("com.example.Pool", 50))),
				frames("com.example.Orders", 50));
		for (int limit = 2; limit < 8_000; limit += (limit < 1_000) ? 1 : 97) {
			String details = Describing.as(DetailsFormat.SIMPLEFLOW).details(limit).details(failure);
			assertThat(details).hasSizeLessThanOrEqualTo(limit);
			assertThat(read(details).isObject()).isTrue();
		}
	}

	@Test
	void reasonNeverAsksSimpleflowForADownload() {
		assertThat(Describing.as(DetailsFormat.SIMPLEFLOW)
			.reason(256, ReasonPrefix.NONE)
			.reason(new IOException("simpleflow+s3://bucket/key")))
			.isEqualTo("IOException: simpleflow+s3://bucket/key");
	}

	@ParameterizedTest
	@EnumSource(DetailsFormat.class)
	void hugeInputFitsInEveryFormat(DetailsFormat format) {
		StackTraceElement[] frames = frames("com.example.Deep", 10_000);
		Throwable failure = withFrames(new SQLException("\"".repeat(1_000_000)), frames);
		for (int i = 0; i < 20; i++) {
			failure = withFrames(new IllegalStateException("\n".repeat(50_000) + i, failure),
					frames("com.example.A" + i, 600));
			failure.addSuppressed(withFrames(new IOException("\\".repeat(50_000)), frames));
		}
		assertThat(Describing.as(format).details(failure)).hasSizeLessThanOrEqualTo(32_768);
		assertThat(Describing.as(format).details(5_000).details(failure)).hasSizeLessThanOrEqualTo(5_000);
	}

}
