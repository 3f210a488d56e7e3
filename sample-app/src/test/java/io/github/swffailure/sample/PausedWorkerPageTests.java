// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Looks in Chromium at a worker that the failure budget pauses.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.swf.port=0", "logging.level.org.openqa.selenium=error",
				"swf.worker.failure-budget.initial-pause=1s", "swf.worker.failure-budget.max-pause=1s" })
@Timeout(120)
class PausedWorkerPageTests {

	@Autowired
	private Orders orders;

	@Value("${local.server.port}")
	private int port;

	@Test
	void aPauseIsShownUntilATaskSucceeds(@TempDir Path profile) {
		this.orders.awaitClosed();
		try (Browser browser = new Browser(profile)) {
			browser.open("http://127.0.0.1:" + this.port + "/");
			eventually(() -> assertThat(browser.text("#worker-note")).isEqualTo("of 4 at a time"));
			browser.find("[data-action='failing-rounds']").click();
			eventually(() -> assertThat(browser.text("#worker-note")).startsWith("paused: too many fail"));
			browser.screenshot(Path.of("target", "screenshots", "paused.png"));
			browser.find("[data-action='rounds']").click();
			eventually(() -> assertThat(browser.text("#worker-note")).isEqualTo("of 4 at a time"));
			eventually(() -> assertThat(browser.text("#ends [data-key='Open']")).endsWith("0"));
			assertThat(browser.complaints()).isEmpty();
		}
	}

	private static void eventually(ThrowingRunnable assertion) {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
	}

}
