package io.github.swffailure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds files of the repository, from whichever of its modules a test runs in.
 */
public final class Repository {

	private Repository() {
	}

	public static String read(String path) {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null) {
			if (Files.isDirectory(directory.resolve("docs/prometheus"))) {
				return read(directory.resolve(path));
			}
			directory = directory.getParent();
		}
		throw new IllegalStateException("The tests do not run within the repository");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
