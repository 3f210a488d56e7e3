// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.standalone;

import java.net.ServerSocket;
import java.util.Map;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StandaloneSwfTests {

	@Test
	void optionsAreUsed() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}

		try (EmbeddedSwf swf = Options
			.read("--port=" + port, "--address=127.0.0.1", "--long-poll=0", "--quotas", "--region=eu-west-1",
					"--empty-polls=absent", "--round-trip=1", "--verbose")
			.builder()
			.start()) {
			assertThat(swf.endpoint()).hasPort(port);
			swf.activityTask("charge", "1.0").start();
			assertThat(swf.call("PollForActivityTask", Map.of("domain", "test", "taskList", Map.of("name", "test"))))
				.containsOnly(Map.entry("startedEventId", 0));
			assertThat(swf.region()).isEqualTo("eu-west-1");
		}
	}

	@ParameterizedTest
	@CsvSource({ "--port=many", "--port=70000", "--port=", "--long-poll=", "--long-poll=-1", "--long-poll=99999999999",
			"--address=no such host", "--address=", "--region=Nowhere Land", "--empty-polls=maybe", "--port-file=",
			"--round-trip=x" })
	void valueThatCannotBeUsedIsNamed(String argument) {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.read(argument))
			.withMessage("Option '" + argument + "' has a value that cannot be used");
	}

	@Test
	void unknownOptionIsNamedWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.read("--prot=1"))
			.withMessage("There is no option '--prot': did you mean '--port'?");
	}

}
