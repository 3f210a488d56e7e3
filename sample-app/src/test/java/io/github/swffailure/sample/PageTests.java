package io.github.swffailure.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Drives the page in Chromium, which {@code .ci/page} installs.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "sample.swf.port=0")
@Timeout(120)
class PageTests {

	@Autowired
	private Orders orders;

	@LocalServerPort
	private int port;

	@TempDir
	private Path profile;

	private ChromeDriver browser;

	@BeforeEach
	void open() {
		this.orders.awaitClosed();
		open("light");
	}

	private void open(String scheme) {
		ChromeDriverService service = new ChromeDriverService.Builder().usingAnyFreePort().build();
		this.browser = new ChromeDriver(service, options(scheme));
		this.browser.manage().window().setSize(new Dimension(1280, 900));
		this.browser.get("http://127.0.0.1:" + this.port + "/");
		eventually(() -> assertThat(all("#rows tr")).hasSizeGreaterThanOrEqualTo(15));
	}

	private ChromeOptions options(String scheme) {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary("/usr/bin/chromium");
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--hide-scrollbars", "--user-data-dir=" + this.profile);
		if (scheme.equals("dark")) {
			options.addArguments("--force-dark-mode", "--blink-settings=preferredColorScheme=0");
		}
		options.setCapability("goog:loggingPrefs", logs);
		return options;
	}
