// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the JDK's server is told, and that it keeps to it.
 */
class JdkServerSettingsTests {

	private static final String PREFIX = "sun.net.httpserver.";

	@AfterEach
	void clear() {
		System.clearProperty(PREFIX + "maxReqTime");
	}

	@Test
	void settingsAreThereWhileTheServerIsCreatedOnly() {
		assertThat(settingsAtCreation()).containsExactlyInAnyOrderEntriesOf(
				Map.of("nodelay", "true", "maxReqTime", "30", "idleInterval", "90", "maxIdleConnections", "2000"));
		assertThat(settings()).isEmpty();
	}

	@Test
	void settingOfTheUserIsKept() {
		System.setProperty(PREFIX + "maxReqTime", "7");

		assertThat(settingsAtCreation()).containsEntry("maxReqTime", "7").containsEntry("nodelay", "true");
		assertThat(settings()).containsOnly(Map.entry("maxReqTime", "7"));
	}

	@Test
	void clientsThatDoNotEndTheirRequestsAreCutOff() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-D" + PREFIX + "maxReqTime=1", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				SlowClients.class.getName())
			.redirectErrorStream(true)
			.start();
		try {
			assertThat(process.onExit().thenApply(JdkServerSettingsTests::output)).succeedsWithin(2, TimeUnit.MINUTES)
				.asString()
				.isEqualToNormalizingNewlines("status 200\n" + "read -1\n".repeat(20) + "status 200\n");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String output(Process process) {
		try {
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static Map<String, String> settingsAtCreation() {
		Map<String, String> settings = new HashMap<>();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> JdkServerSettings.apply(() -> {
			settings.putAll(settings());
			throw new IOException("no server is needed");
		}));
		return settings;
	}

	private static Map<String, String> settings() {
		Map<String, String> settings = new HashMap<>();
		for (String name : System.getProperties().stringPropertyNames()) {
			if (name.startsWith(PREFIX)) {
				settings.put(name.substring(PREFIX.length()), System.getProperty(name, ""));
			}
		}
		return settings;
	}

}
