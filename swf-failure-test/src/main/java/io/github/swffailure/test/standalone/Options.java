// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.EmbeddedSwfBuilder;
import io.github.swffailure.test.protocol.KnownNames;
import io.github.swffailure.test.recording.RecordedCall;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * @param builder the settings of the endpoint
 * @param portFile where the port is written once the endpoint listens, if anywhere
 */
record Options(EmbeddedSwfBuilder builder, @Nullable Path portFile) {

	static final String USAGE = """
			Serves Amazon SWF, in memory and without authentication. Prints where it listens, then runs until it is
			stopped (SIGTERM or SIGINT), which answers the polls that wait.

			  --port=5001          the port, 0 for a free one
			  --port-file=FILE     writes the port into a file once the endpoint listens
			  --address=127.0.0.1  the address to listen on
			  --region=us-east-1   the region of calls without a signature
			  --long-poll=60       how many seconds a poll waits for a task
			  --empty-polls=token  how a poll without a task is answered: with an empty token, or absent
			  --round-trip=0       how many milliseconds every answer is on its way
			  --quotas             throttle as the service does by default
			  --verbose            print a line a call
			  --help               print this

			Clients: point the endpoint of the AWS SDK here, for instance with AWS_ENDPOINT_URL_SWF; any credentials
			do. Domains belong to the region that a client signs for. A client that forks must not share a connection
			with its children: the answer to one would wait behind the other's poll. Make the client after the fork.
			""";

	private static final int PORT = 5001;

	private static final List<String> NAMES = List.of("--port", "--port-file", "--address", "--region", "--long-poll",
			"--empty-polls", "--round-trip", "--quotas", "--verbose", "--help");

	private static final int MOST_SECONDS = 86_400;

	/**
	 * Turns arguments into settings.
	 * @throws IllegalArgumentException if one of them is unknown or wrong
	 */
	static Options read(String... arguments) {
		Options options = new Options(EmbeddedSwf.builder().port(PORT), null);
		for (String argument : arguments) {
			String[] option = argument.split("=", 2);
			KnownNames.require(option[0], NAMES, "There is no option '" + option[0] + "'");
			try {
				options = options.with(option[0], (option.length > 1) ? option[1] : "");
			}
			catch (IllegalArgumentException | DateTimeException | UnknownHostException ex) {
				throw new IllegalArgumentException("Option '" + argument + "' has a value that cannot be used", ex);
			}
		}
		return options;
	}

	private Options with(String name, String value) throws UnknownHostException {
		if (name.equals("--port-file")) {
			return new Options(this.builder, Path.of(requireText(value)));
		}
		switch (name) {
			case "--port" -> this.builder.port(Integer.parseInt(value));
			case "--address" -> this.builder.address(InetAddress.getByName(requireText(value)));
			case "--region" -> this.builder.region(value);
			case "--long-poll" -> this.builder.longPoll(Duration.ofSeconds(requireFew(value)));
			case "--round-trip" -> this.builder.roundTrip(Duration.ofMillis(requireFew(value)));
			case "--empty-polls" -> emptyPolls(value);
			case "--quotas" -> this.builder.quotasOfTheService();
			case "--verbose" -> this.builder.onCall((call) -> System.out.println(line(call)));
			default -> throw new IllegalArgumentException("--help stands alone");
		}
		return this;
	}

	private void emptyPolls(String value) {
		if (KnownNames.require(value, List.of("token", "absent"), "").equals("absent")) {
			this.builder.emptyPollsWithoutToken();
		}
	}

	private static String requireText(String value) {
		if (value.isBlank()) {
			throw new IllegalArgumentException("No value");
		}
		return value;
	}

	private static int requireFew(String value) {
		int number = Integer.parseInt(value);
		if (number < 0 || number > MOST_SECONDS) {
			throw new IllegalArgumentException("Too many");
		}
		return number;
	}

	private static String line(RecordedCall call) {
		String answer = (call.error() != null) ? call.status() + " " + call.error() : String.valueOf(call.status());
		String attempt = (call.attempt() > 1) ? " (attempt " + call.attempt() + ")" : "";
		return LocalTime.ofInstant(call.receivedAt(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS) + " "
				+ printable(call.operation()) + " " + answer + attempt;
	}

	/**
	 * Returns the operation without line breaks, which a client could have sent.
	 */
	private static String printable(String operation) {
		String text = operation.replaceAll("[^A-Za-z0-9]", "?");
		return text.isEmpty() ? "-" : text.substring(0, Math.min(text.length(), 64));
	}

}
