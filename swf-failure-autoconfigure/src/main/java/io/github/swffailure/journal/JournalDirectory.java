package io.github.swffailure.journal;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.swffailure.TaskFailure;

/**
 * The files of the journal. Writes beside, forces to disk, then moves into place, so that
 * a name is there with all of its content or not at all. Reads and writes through
 * streams, since an interrupt closes channels.
 */
final class JournalDirectory {

	private final Path path;

	private final boolean forced;

	JournalDirectory(Path path, boolean forced) {
		this.path = path;
		this.forced = forced;
	}

	Path path() {
		return this.path;
	}

	/**
	 * Makes sure that the directory is there, and that its parent directories are if
	 * asked to.
	 */
	void create(boolean parents) throws IOException {
		if (Files.isDirectory(this.path)) {
			return;
		}
		Path parent = this.path.toAbsolutePath().getParent();
		if (parents && parent != null) {
			Files.createDirectories(parent);
		}
		try {
			Files.createDirectory(this.path, OwnerOnly.directory(this.path));
		}
		catch (FileAlreadyExistsException ex) {
			if (!Files.isDirectory(this.path)) {
				throw ex;
			}
		}
	}

	boolean exists() {
		return Files.isDirectory(this.path);
	}

	boolean has(JournalFile file) {
		return Files.exists(this.path.resolve(file.name()));
	}

	/** Names in the order of age, what ran at the end after what failed. */
	List<String> names() throws IOException {
		List<String> names = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.path)) {
			files.forEach((file) -> names.add(file.getFileName().toString()));
		}
		names.sort(Comparator.comparing((String name) -> name.contains(".running")).thenComparing(name -> name));
		return names;
	}

	void write(String name, byte[] content) throws IOException {
		String unfinished = name + JournalFile.UNFINISHED;
		try {
			create(this.path.resolve(unfinished), content);
			move(unfinished, name);
		}
		catch (IOException | RuntimeException ex) {
			deleteAfter(ex, unfinished);
			throw ex;
		}
		forceNames();
	}

	private void create(Path file, byte[] content) throws IOException {
		Files.deleteIfExists(file);
		Files.createFile(file, OwnerOnly.file(this.path));
		try (FileOutputStream out = new FileOutputStream(file.toFile())) {
			out.write(content);
			if (this.forced) {
				out.getFD().sync();
			}
		}
	}

	private void deleteAfter(Exception failure, String name) {
		try {
			delete(name);
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	TaskFailure read(String name) throws IOException {
		Path file = this.path.resolve(name);
		if (Files.notExists(file)) {
			throw new NoSuchFileException(name);
		}
		try (InputStream in = new FileInputStream(file.toFile())) {
			return FailureText.read(in.readAllBytes());
		}
	}

	void move(String from, String to) throws IOException {
		Files.move(this.path.resolve(from), this.path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
	}

	void delete(String name) throws IOException {
		Files.deleteIfExists(this.path.resolve(name));
	}

	private void forceNames() {
		if (!this.forced) {
			return;
		}
		try (FileChannel directory = FileChannel.open(this.path, StandardOpenOption.READ)) {
			directory.force(true);
		}
		catch (IOException ex) {
			// Not every file system can, and those that cannot need not
		}
	}

}
