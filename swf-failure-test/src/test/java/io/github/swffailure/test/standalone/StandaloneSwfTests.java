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

		try (EmbeddedSwf swf = Options.read("--port=" + port, "--address=127.0.0.1", "--long-poll=0", "--quotas")
			.start()) {
			assertThat(swf.endpoint()).hasPort(port);
			swf.activityTask("charge", "1.0").start();
			assertThat(swf.call("PollForActivityTask", Map.of("domain", "test", "taskList", Map.of("name", "test"))))
				.containsEntry("startedEventId", 0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "--port=many", "--long-poll=", "--address=no such host" })
	void valueThatCannotBeUsedIsNamed(String argument) {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.read(argument))
			.withMessage("Option '" + argument + "' has a value that cannot be used");
	}

	@Test
	void unknownOptionIsNamedWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> Options.read("--prot=1"))
			.withMessage("There is no option '--prot': use --port, --address, --long-poll or --quotas");
	}

}
