// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/**
 * A small file system that a test fills up and makes read-only for real: a tmpfs in the
 * mount namespace of a shell, which is reached by way of that shell's {@code /proc/root}.
 * Wants Linux and the right to mount there; the test is aborted where that is missing.
 */
public final class RealDisk implements AutoCloseable {

	private static final String DONE = "done: ";

	private final Process shell;

	private final Writer commands;

	private final BufferedReader answers;

	private final Path mountPoint;

	private RealDisk(Path mountPoint) throws IOException {
		this.mountPoint = mountPoint;
		this.shell = new ProcessBuilder("unshare", "--mount", "--map-root-user", "sh").redirectErrorStream(true)
			.start();
		this.commands = this.shell.outputWriter(StandardCharsets.UTF_8);
		this.answers = this.shell.inputReader(StandardCharsets.UTF_8);
	}

	/**
	 * Mounts a disk.
	 * @param mountPoint an existing directory, where only the shell sees the disk
	 * @param options for example {@code size=64k}
	 */
	@SuppressWarnings("resource")
	public static RealDisk mount(Path mountPoint, String options) {
		try {
			RealDisk disk = new RealDisk(mountPoint);
			disk.run("mount -t tmpfs -o mode=700," + options + " swf-failure-test '" + mountPoint + "'");
			Files.createDirectory(disk.path("probe"));
			Files.delete(disk.path("probe"));
			return disk;
		}
		catch (IOException | IllegalStateException ex) {
			return Assumptions.abort("No file system can be mounted here: " + ex.getMessage());
		}
	}

	/** A path on the disk as this JVM sees it. */
	public Path path(String name) {
		return Path.of("/proc", String.valueOf(this.shell.pid()), "root").resolve("." + this.mountPoint).resolve(name);
	}

	/** Takes all the room but so many bytes. */
	public void fill(int free) throws IOException {
		try (FileOutputStream filler = new FileOutputStream(path("filler").toFile())) {
			writeUntilFull(filler);
		}
		try (FileChannel filler = FileChannel.open(path("filler"), StandardOpenOption.WRITE)) {
			filler.truncate(filler.size() - free);
		}
	}

	private static void writeUntilFull(FileOutputStream filler) {
		byte[] page = new byte[4096];
		try {
			while (true) {
				filler.write(page);
			}
		}
		catch (IOException ex) {
			if (!String.valueOf(ex.getMessage()).contains("No space left on device")) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/** Makes files until there can be no more. */
	public List<Path> fillWithFiles() {
		List<Path> made = new ArrayList<>();
		try {
			while (true) {
				made.add(Files.createFile(path("filler" + made.size())));
			}
		}
		catch (IOException ex) {
			return made;
		}
	}

	public void makeRoom() throws IOException {
		Files.delete(path("filler"));
	}

	/** Even while files are open for writing, as an emergency remount does. */
	public void makeReadOnly() throws IOException {
		run("mount --bind '" + this.mountPoint + "' '" + this.mountPoint + "'");
		run("mount -o remount,bind,ro '" + this.mountPoint + "'");
	}

	public void makeWritable() throws IOException {
		run("umount '" + this.mountPoint + "'");
	}

	private void run(String command) throws IOException {
		try {
			this.commands.write(command + "; echo \"" + DONE + "$?\"\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			// The shell has ended, and has said why
		}
		StringBuilder said = new StringBuilder();
		String line = this.answers.readLine();
		while (line != null && !line.startsWith(DONE)) {
			said.append(line).append(' ');
			line = this.answers.readLine();
		}
		if (!(DONE + "0").equals(line)) {
			throw new IllegalStateException("'" + command + "' failed: " + said);
		}
	}

	@Override
	public void close() {
		this.shell.destroy();
	}

}
