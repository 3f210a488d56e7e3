package io.github.swffailure.journal;

import java.util.function.Supplier;

/**
 * Works on files without the interrupt that would close them, and hands the interrupt on
 * afterwards.
 */
final class Uninterrupted {

	private Uninterrupted() {
	}

	static <T> T get(Supplier<T> work) {
		boolean interrupted = Thread.interrupted();
		try {
			return work.get();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	static void run(Runnable work) {
		get(() -> {
			work.run();
			return true;
		});
	}

}
