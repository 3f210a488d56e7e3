// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.management.JMException;
import javax.management.ObjectName;

import com.jayway.jsonpath.JsonPath;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ListJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

/**
 * Calls the endpoint as operators do, on the line of Spring Boot that the tests run on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwfFailuresEndpointIntegrationTests {

	private static final TaskFailure FAILURE = Failures.ofToken("secret-token", Failures.TIME);

	private static final ListJournal JOURNAL = new ListJournal();

	private static final AtomicInteger REDELIVERIES = new AtomicInteger();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	private String base;

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(Worker.class)
			.properties("server.port=0", "swf.failure.enabled=false", "spring.jmx.enabled=true",
					"management.endpoints.web.exposure.include=swffailures",
					"management.endpoints.jmx.exposure.include=swffailures",
					"management.endpoints.jmx.domain=swf-failure-tests")
			.run();
		this.base = "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port")
				+ "/actuator/swffailures";
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@BeforeEach
	void keep() {
		JOURNAL.reports().toList().forEach(JOURNAL::remove);
		JOURNAL.add(FAILURE);
	}

	@Test
	void failuresAreReadOverHttp() throws Exception {
		HttpResponse<String> response = send("GET", "");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("secret-token");
		assertThat(JsonPath.<Object>read(response.body(), "$.undelivered.oldest[0].failed"))
			.isEqualTo("2026-11-23T03:00:00Z");
		assertThat(JsonPath.<Object>read(response.body(), "$.undelivered.oldestAge")).isEqualTo("PT1M30S");
		assertThat(JsonPath.<Object>read(response.body(), "$.undelivered.byOutcome[0].outcome")).isEqualTo("not-tried");
		assertThat(JsonPath.<Object>read(response.body(), "$.failures[0].reason")).isEqualTo("reason");
		assertThat(JsonPath.<Object>read(response.body(), "$.failures[0].outcomes.deferred")).isEqualTo(1);
	}

	@Test
	void redeliveryIsAskedForOverHttp() throws Exception {
		int before = REDELIVERIES.get();

		HttpResponse<String> response = send("POST", "");

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"undelivered\":1}");
		assertThat(REDELIVERIES).hasValue(before + 1);
	}

	@Test
	void reportIsDiscardedOverHttp() throws Exception {
		HttpResponse<String> response = send("DELETE", "/" + UndeliveredReports.id(FAILURE));

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("charge-42").doesNotContain("secret-token");
		assertThat(JOURNAL.size()).isZero();
	}

	@Test
	void expiredReportIsSentAgainOverHttp() throws Exception {
		JOURNAL.expire(FAILURE);
		String id = UndeliveredReports.id(FAILURE);
		assertThat(JsonPath.<Object>read(send("GET", "").body(), "$.expired[0].id")).isEqualTo(id);

		HttpResponse<String> response = send("POST", "/" + id);

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("charge-42").doesNotContain("secret-token");
		assertThat(JOURNAL.contains(FAILURE)).isTrue();
		assertThat(send("POST", "/" + id).statusCode()).isEqualTo(400);
	}

	@Test
	void expiredReportIsSentAgainOverJmx() throws Exception {
		JOURNAL.expire(FAILURE);

		invoke("requeue", UndeliveredReports.id(FAILURE));

		assertThat(JOURNAL.contains(FAILURE)).isTrue();
	}

	@Test
	void unknownReportIsABadRequestOverHttp() throws Exception {
		assertThat(send("DELETE", "/0000000000000000").statusCode()).isEqualTo(400);
		assertThat(JOURNAL.size()).isOne();
	}

	@Test
	void failuresAreReadOverJmx() throws Exception {
		assertThat(invoke("failures")).asInstanceOf(MAP)
			.extractingByKey("undelivered", MAP)
			.containsEntry("count", 1)
			.doesNotContainValue("secret-token");
	}

	@Test
	void redeliveryIsAskedForOverJmx() throws Exception {
		int before = REDELIVERIES.get();

		assertThat(invoke("redeliver")).isEqualTo(Map.of("undelivered", 1));
		assertThat(REDELIVERIES).hasValue(before + 1);
	}

	@Test
	void reportIsDiscardedOverJmx() throws Exception {
		invoke("discard", UndeliveredReports.id(FAILURE));

		assertThat(JOURNAL.size()).isZero();
	}

	@Test
	void unknownReportIsRefusedOverJmx() {
		assertThatExceptionOfType(JMException.class).isThrownBy(() -> invoke("discard", "0000000000000000"))
			.havingRootCause()
			.withMessageStartingWith("No undelivered report has the id '0000000000000000'");
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + path))
			.method(method, BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(30))
			.build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	private static Object invoke(String operation, String... arguments) throws JMException {
		String[] signature = List.of(arguments).stream().map((argument) -> "java.lang.String").toArray(String[]::new);
		return ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("swf-failure-tests:type=Endpoint,name=Swffailures"), operation, arguments,
					signature);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Worker {

		@Bean
		SwfFailuresEndpoint swfFailuresEndpoint() {
			HandClock clock = new HandClock(Failures.TIME.plusSeconds(90));
			SwfFailuresEndpoint endpoint = new SwfFailuresEndpoint(new UndeliveredReports(JOURNAL, clock),
					REDELIVERIES::incrementAndGet, () -> null);
			endpoint.onDelivery(FAILURE, Failures.delivery(ReportOutcome.DEFERRED));
			return endpoint;
		}

	}

}
