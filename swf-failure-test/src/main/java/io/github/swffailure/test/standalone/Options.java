package io.github.swffailure.test.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.EmbeddedSwfBuilder;

/**
 * Reads the command line.
 */
final class Options {

	static final String USAGE = """
			Serves Amazon SWF, in memory and without authentication.

			  --port=5001          the port, 0 for a free one
			  --address=127.0.0.1  the address to listen on
			  --long-poll=60       how many seconds a poll waits for a task
			  --quotas             throttle as the service does by default
			""";

	private static final int PORT = 5001;

	private Options() {
	}

	/**
	 * Turns arguments into settings.
	 * @throws IllegalArgumentException if one of them is unknown or wrong
	 */
	static EmbeddedSwfBuilder read(String... arguments) {
		EmbeddedSwfBuilder builder = EmbeddedSwf.builder().port(PORT);
		for (String argument : arguments) {
			String[] option = argument.split("=", 2);
			try {
				apply(builder, option[0], (option.length > 1) ? option[1] : "");
			}
			catch (NumberFormatException | DateTimeParseException | UnknownHostException ex) {
				throw new IllegalArgumentException("Option '" + argument + "' has a value that cannot be used", ex);
			}
		}
		return builder;
	}

	private static void apply(EmbeddedSwfBuilder builder, String name, String value) throws UnknownHostException {
		switch (name) {
			case "--port" -> builder.port(Integer.parseInt(value));
			case "--address" -> builder.address(InetAddress.getByName(value));
			case "--long-poll" -> builder.longPoll(Duration.ofSeconds(Long.parseLong(value)));
			case "--quotas" -> builder.quotasOfTheService();
			default -> throw new IllegalArgumentException(
					"There is no option '" + name + "': use --port, --address, " + "--long-poll or --quotas");
		}
	}

}
