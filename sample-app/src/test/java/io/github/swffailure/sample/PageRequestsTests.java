// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "sample.swf.port=0")
@Timeout(60)
class PageRequestsTests {

	@Autowired
	private EmbeddedSwf swf;

	@Autowired
	private InjectedFaults faults;

	@Autowired
	private Orders orders;

	@Value("${local.server.port}")
	private int port;

	@AfterEach
	void mend() {
		this.faults.inject(InjectedFault.NONE);
	}

	@Test
	void theStateHoldsNoTaskToken() throws Exception {
		this.orders.awaitClosed();
		String state = send(request("/page/state")).body();
		assertThat(state).contains("\"order-charge\"", "\"CARD_DECLINED: Card 42 was declined by the bank\"");
		assertThat(this.swf.calls().of("RespondActivityTaskFailed")).isNotEmpty()
			.allSatisfy((call) -> assertThat(state).doesNotContain(taskToken(call.body())));
	}

	private static String taskToken(String body) {
		return body.replaceAll("(?s).*\"taskToken\"\\s*:\\s*\"([^\"]+)\".*", "$1");
	}

	@Test
	void aPageOfAnotherOriginInjectsNoFault() throws Exception {
		HttpRequest.Builder post = request("/page/fault/OUTAGE").POST(HttpRequest.BodyPublishers.noBody());
		assertThat(send(post).statusCode()).isEqualTo(404);
		assertThat(this.faults.current()).isEqualTo(InjectedFault.NONE);
	}

	@Test
	void theOwnPageInjectsAFault() throws Exception {
		HttpRequest.Builder post = request("/page/fault/OUTAGE").POST(HttpRequest.BodyPublishers.noBody());
		assertThat(send(post.header("X-Sample-Page", "yes")).statusCode()).isEqualTo(200);
		assertThat(this.faults.current()).isEqualTo(InjectedFault.OUTAGE);
	}

	@Test
	void nothingWasReportedOfAnUnknownFingerprint() throws Exception {
		assertThat(send(request("/page/reported?fingerprint=0")).body()).isEqualTo("[]");
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
