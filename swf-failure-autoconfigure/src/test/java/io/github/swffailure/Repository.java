// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds files of the repository, from whichever of its modules a test runs in.
 */
public final class Repository {

	private Repository() {
	}

	public static String read(String path) {
		return read(find(path));
	}

	/** The files of a directory and those below it, one after the other. */
	public static String readAll(String directory) {
		try (Stream<Path> files = Files.walk(find(directory))) {
			return files.filter(Files::isRegularFile).map(Repository::read).collect(Collectors.joining("\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The files of a directory and those below it whose names end so. */
	static List<Path> files(String directory, String... endings) {
		try (Stream<Path> files = Files.walk(find(directory))) {
			return files.filter((file) -> Arrays.stream(endings).anyMatch(file.toString()::endsWith)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path find(String path) {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null) {
			if (Files.isDirectory(directory.resolve("docs/prometheus"))) {
				return directory.resolve(path);
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
