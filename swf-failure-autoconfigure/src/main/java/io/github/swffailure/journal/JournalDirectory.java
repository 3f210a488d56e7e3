// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * The files of the journal. A file is written under a temporary name, forced to disk and
 * renamed, so that it is either complete or not there.
 */
final class JournalDirectory {

	/** A report takes at most 250 kB, unless a codec makes it larger. */
	private static final int MOST_BYTES = 16 * 1024 * 1024;

	private final Path path;

	private final FileOperations files;

	private final @Nullable FailurePayloadCodec codec;

	JournalDirectory(Path path, FileOperations files) {
		this(path, files, null);
	}

	JournalDirectory(Path path, FileOperations files, @Nullable FailurePayloadCodec codec) {
		this.path = path;
		this.files = files;
		this.codec = codec;
	}

	Path path() {
		return this.path;
	}

	FileOperations operations() {
		return this.files;
	}

	Path resolve(String name) {
		return this.path.resolve(name);
	}

	/**
	 * Creates the directory if it does not exist, if requested with its parents.
	 */
	void create(boolean parents) throws IOException {
		if (parents) {
			createParents(this.path.toAbsolutePath().getParent());
		}
		createDirectory(this.path, true);
	}

	private void createParents(@Nullable Path parent) throws IOException {
		if (parent != null && !Files.isDirectory(parent)) {
			createParents(parent.getParent());
			createDirectory(parent, false);
		}
	}

	private void createDirectory(Path directory, boolean ownerOnly) throws IOException {
		if (Files.isDirectory(directory)) {
			return;
		}
		try {
			this.files.createDirectory(directory, ownerOnly);
		}
		catch (FileAlreadyExistsException ex) {
			if (!Files.isDirectory(directory)) {
				throw ex;
			}
		}
		forceNames(directory.toAbsolutePath().getParent());
	}

	boolean exists() {
		return Files.isDirectory(this.path);
	}

	boolean has(JournalFile file) {
		return Files.exists(resolve(file.name()), LinkOption.NOFOLLOW_LINKS);
	}

	/** File names by age, those of running tasks last. */
	List<String> names() throws IOException {
		List<String> names = new ArrayList<>();
		List<String> running = new ArrayList<>();
		try (DirectoryStream<Path> found = Files.newDirectoryStream(this.path)) {
			for (Path file : found) {
				String name = file.getFileName().toString();
				(name.contains(".running") ? running : names).add(name);
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		Collections.sort(names);
		Collections.sort(running);
		names.addAll(running);
		return names;
	}

	/** The content of a report's file. */
	byte[] contentOf(TaskReport report, @Nullable ReportAddress address) throws IOException {
		return ReportContent.write(report, address, this.codec);
	}

	void write(String name, byte[] content) throws IOException {
		Path unfinished = resolve(name + JournalFile.UNFINISHED);
		try {
			this.files.delete(unfinished);
			writeForced(unfinished, content);
			this.files.move(unfinished, resolve(name));
		}
		catch (IOException ex) {
			deleteAfter(ex, unfinished);
			throw ex;
		}
		forceNames(this.path);
	}

	private void writeForced(Path file, byte[] content) throws IOException {
		try (FileOperations.NewFile created = this.files.create(file)) {
			created.write(content);
			created.force();
		}
	}

	private void deleteAfter(Exception failure, Path file) {
		try {
			this.files.delete(file);
		}
		catch (IOException ex) {
			failure.addSuppressed(ex);
		}
	}

	/**
	 * Reads a file.
	 * @throws NoSuchFileException if it is not there
	 * @throws ReportContent.UnreadableFileException if it will never be readable as it is
	 */
	ReportContent read(String name) throws IOException {
		Path file = resolve(name);
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
			throw new ReportContent.UnreadableFileException(
					attributes.isRegularFile() ? "it is too large" : "it is not a regular file");
		}
		try (InputStream in = new FileInputStream(file.toFile())) {
			return ReportContent.read(in.readAllBytes(), this.codec);
		}
		catch (FileNotFoundException ex) {
			boolean mayBeOpened = Files.isReadable(file);
			if (Files.notExists(file)) {
				throw new NoSuchFileException(name);
			}
			throw mayBeOpened ? ex
					: new ReportContent.UnreadableFileException("it cannot be opened: " + ex.getMessage());
		}
	}

	void move(String from, String to) throws IOException {
		this.files.move(resolve(from), resolve(to));
	}

	/**
	 * Updates the modification time, so that programs that delete old files spare this
	 * one. Does not use {@link Files}, which would open and close the file: closing a
	 * file releases the JVM's locks on it.
	 * @return whether the file system supports it
	 */
	boolean touch(String name, Instant now) {
		return resolve(name).toFile().setLastModified(now.toEpochMilli());
	}

	void delete(String name) throws IOException {
		this.files.delete(resolve(name));
	}

	private void forceNames(@Nullable Path directory) {
		if (directory == null) {
			return;
		}
		try {
			this.files.forceDirectory(directory);
		}
		catch (IOException ex) {
			// Some file systems do not support it, and do not need it
		}
	}

}
