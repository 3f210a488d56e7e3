// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint as a program of its own.
 */
class StandaloneProcessTests {

	@Test
	void programServesUntilItIsStopped() throws Exception {
		Process process = start("--port=0", "--long-poll=0");
		try (BufferedReader output = output(process)) {
			String line = output.readLine();
			assertThat(line).startsWith("SWF listens on http://127.0.0.1:");
			URI endpoint = URI.create(line.substring(line.indexOf("http")));

			assertThat(listDomains(endpoint)).isEqualTo("{\"domainInfos\":[]}");

			process.toHandle().destroy();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(output.readLine()).isNull();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void helpNamesEveryOption() throws Exception {
		assertThat(run(0, "--port=0", "--help")).contains("--port=5001", "--address=127.0.0.1", "--long-poll=60",
				"--quotas", "--port-file=", "--verbose", "A client that forks must not share a connection");
	}

	@Test
	void stopsAtOnceWithPollersWaitingAndHasPrintedALineACall(@TempDir Path directory) throws Exception {
		Path portFile = directory.resolve("port");
		Process process = start("--port=0", "--port-file=" + portFile, "--verbose");
		try (BufferedReader output = output(process)) {
			String line = output.readLine();
			assertThat(line).endsWith(":" + Files.readString(portFile).strip());
			URI endpoint = URI.create(line.substring(line.indexOf("http")));
			send(endpoint, "RegisterDomain", "{\"name\":\"d\",\"workflowExecutionRetentionPeriodInDays\":\"1\"}")
				.join();
			assertThat(output.readLine()).matches("[0-9:.]+ RegisterDomain 200");
			CompletableFuture<HttpResponse<String>> poll = send(endpoint, "PollForActivityTask",
					"{\"domain\":\"d\",\"taskList\":{\"name\":\"l\"}}");
			send(endpoint, "Nonsense", "{}").join();
			assertThat(output.readLine()).matches("[0-9:.]+ Nonsense 404 UnknownOperationException");

			process.toHandle().destroy();

			assertThat(poll.get(20, TimeUnit.SECONDS).body()).contains("\"startedEventId\":0");
			assertThat(output.readLine()).matches("[0-9:.]+ PollForActivityTask 200");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(143);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static CompletableFuture<HttpResponse<String>> send(URI endpoint, String operation, String body) {
		return HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(endpoint)
				.header("X-Amz-Target", "SimpleWorkflowService." + operation)
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void mistakeIsToldInALine() throws Exception {
		assertThat(run(2, "--prot=1")).isEqualTo("There is no option '--prot': did you mean '--port'?\n");
	}

	@Test
	void portInUseIsToldInALine() throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.start()) {
			int port = swf.endpoint().getPort();

			assertThat(run(2, "--port=" + port)).contains(":" + port + "': choose another port, or 0 for a free one")
				.hasLineCount(1);
		}
	}

	private static String run(int exitValue, String... arguments) throws Exception {
		Process process = start(arguments);
		try (BufferedReader output = output(process)) {
			String all = String.join("\n", output.lines().toList()) + "\n";
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(exitValue);
			return all;
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
						StandaloneSwf.class.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	private static BufferedReader output(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	private static String listDomains(URI endpoint) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(endpoint)
			.timeout(Duration.ofSeconds(10))
			.header("X-Amz-Target", "SimpleWorkflowService.ListDomains")
			.POST(HttpRequest.BodyPublishers.ofString("{\"registrationStatus\":\"REGISTERED\"}"))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

}
