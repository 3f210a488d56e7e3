// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.swffailure.test.EmbeddedSwf;

/**
 * The endpoint as a program: it prints where it listens and runs until it is stopped.
 */
public final class StandaloneSwf {

	private StandaloneSwf() {
	}

	/**
	 * Runs the endpoint.
	 * @param arguments the options; {@code --help} prints them
	 * @throws InterruptedException if the thread is interrupted
	 */
	public static void main(String... arguments) throws InterruptedException {
		if (List.of(arguments).contains("--help")) {
			System.out.print(Options.USAGE);
			return;
		}
		try {
			Options options = Options.read(arguments);
			EmbeddedSwf swf = options.builder().start();
			Runtime.getRuntime().addShutdownHook(new Thread(swf::close));
			Path portFile = options.portFile();
			if (portFile != null) {
				write(portFile, swf.endpoint().getPort());
			}
			System.out.println("SWF listens on " + swf.endpoint());
			new CountDownLatch(1).await();
		}
		catch (IllegalArgumentException | UncheckedIOException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
		}
	}

	/**
	 * Writes the file in one step, so that nobody reads half of it.
	 */
	private static void write(Path file, int port) {
		Path unfinished = Path.of(file + ".tmp");
		try {
			Files.writeString(unfinished, port + "\n");
			Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the port to '" + file + "': choose a directory that exists",
					ex);
		}
	}

}
