// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The changes that the journal makes to the file system, one method per step, because the
 * order of the steps decides what survives a power cut. {@link #FORCED} and
 * {@link #UNFORCED} also work on interrupted threads, which stay interrupted.
 */
interface FileOperations {

	/** Forces content and names to disk. */
	FileOperations FORCED = new OnDisk(true);

	/** Leaves it to the operating system when to write to disk. */
	FileOperations UNFORCED = new OnDisk(false);

	/** Creates a directory, for its owner only or with the usual permissions. */
	void createDirectory(Path directory, boolean ownerOnly) throws IOException;

	/** Creates an empty file for its owner only. */
	NewFile create(Path file) throws IOException;

	/** Renames a file within its directory, in one step. */
	void move(Path from, Path to) throws IOException;

	/** Deletes a file if it is there. */
	void delete(Path file) throws IOException;

	/** Forces the names in a directory to disk. */
	void forceDirectory(Path directory) throws IOException;

	/**
	 * Repeats a call on a channel that an interrupt has closed, and restores the
	 * interrupt flag afterwards.
	 */
	static <T> T uninterrupted(Call<T> call) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			while (true) {
				try {
					return call.run();
				}
				catch (ClosedByInterruptException ex) {
					interrupted |= Thread.interrupted();
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * A call on a channel.
	 *
	 * @param <T> what it returns
	 */
	@FunctionalInterface
	interface Call<T> {

		T run() throws IOException;

	}

	/** A file that is being written. */
	interface NewFile extends Closeable {

		void write(byte[] content) throws IOException;

		/** Forces what was written to disk. */
		void force() throws IOException;

	}

	/** Writes through streams, since an interrupt closes channels. */
	record OnDisk(boolean forced) implements FileOperations {

		@Override
		public void createDirectory(Path directory, boolean ownerOnly) throws IOException {
			if (ownerOnly) {
				Files.createDirectory(directory, DirectoryPermissions.ofDirectory(directory));
			}
			else {
				Files.createDirectory(directory);
			}
		}

		@Override
		public NewFile create(Path file) throws IOException {
			Files.createFile(file, DirectoryPermissions.ofFile(file));
			return new Output(new FileOutputStream(file.toFile()), this.forced);
		}

		@Override
		public void move(Path from, Path to) throws IOException {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}

		@Override
		public void delete(Path file) throws IOException {
			Files.deleteIfExists(file);
		}

		@Override
		public void forceDirectory(Path directory) throws IOException {
			if (this.forced) {
				uninterrupted(() -> {
					try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
						channel.force(true);
						return true;
					}
				});
			}
		}

	}

	/** A file on disk that is being written. */
	record Output(FileOutputStream stream, boolean forced) implements NewFile {

		@Override
		public void write(byte[] content) throws IOException {
			this.stream.write(content);
		}

		@Override
		public void force() throws IOException {
			if (this.forced) {
				this.stream.getFD().sync();
			}
		}

		@Override
		public void close() throws IOException {
			this.stream.close();
		}

	}

}
