package io.github.swffailure.test.standalone;

import java.io.UncheckedIOException;
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
			EmbeddedSwf swf = Options.read(arguments).start();
			CountDownLatch stopped = new CountDownLatch(1);
			Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
			System.out.println("SWF listens on " + swf.endpoint());
			stopped.await();
			swf.close();
		}
		catch (IllegalArgumentException | UncheckedIOException ex) {
			System.err.println(ex.getMessage());
			System.exit(2);
		}
	}

}
