// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file system that knows what of it would survive a power cut: contents that were
 * forced, and names whose directory was. Records the calls in their order.
 */
final class PowerCut implements FileOperations {

	private final Path root;

	private final List<String> calls = new ArrayList<>();

	private final Map<Path, Content> names = new TreeMap<>();

	private final Map<Path, Content> namesOnDisk = new TreeMap<>();

	private Runnable afterEachCall = () -> {
	};

	PowerCut(Path root) {
		this.root = root;
	}

	/** Knows a file that was there, and on disk, before. */
	void add(Path file) throws IOException {
		Content content = new Content(false);
		content.written = Files.readAllBytes(file);
		content.onDisk = content.written;
		this.names.put(file, content);
		this.namesOnDisk.put(file, content);
		for (Path parent = file.getParent(); parent != null && !parent.equals(this.root); parent = parent.getParent()) {
			this.names.put(parent, new Content(true));
			this.namesOnDisk.put(parent, new Content(true));
		}
	}

	void afterEachCall(Runnable action) {
		this.afterEachCall = action;
	}

	List<String> calls() {
		return this.calls;
	}

	private void called(String call) {
		this.calls.add(call);
		this.afterEachCall.run();
	}

	private static String ending(Path file) {
		String name = file.getFileName().toString();
		return name.substring(name.indexOf('.') + 1);
	}

	@Override
	public void createDirectory(Path directory, boolean ownerOnly) throws IOException {
		FileOperations.UNFORCED.createDirectory(directory, ownerOnly);
		this.names.put(directory, new Content(true));
		called("create directory " + directory.getFileName());
	}

	@Override
	public NewFile create(Path file) throws IOException {
		NewFile created = FileOperations.UNFORCED.create(file);
		Content content = new Content(false);
		this.names.put(file, content);
		called("create " + ending(file));
		return new NewFile() {

			@Override
			public void write(byte[] bytes) throws IOException {
				created.write(bytes);
				content.written = bytes;
				called("write " + ending(file));
			}

			@Override
			public void force() {
				content.onDisk = content.written;
				called("force " + ending(file));
			}

			@Override
			public void close() throws IOException {
				created.close();
			}

		};
	}

	@Override
	public void move(Path from, Path to) throws IOException {
		FileOperations.UNFORCED.move(from, to);
		Content moved = this.names.remove(from);
		if (moved != null) {
			this.names.put(to, moved);
		}
		called("move " + ending(from) + " to " + ending(to));
	}

	@Override
	public void delete(Path file) throws IOException {
		FileOperations.UNFORCED.delete(file);
		if (this.names.remove(file) != null) {
			called("delete " + ending(file));
		}
	}

	@Override
	public void forceDirectory(Path directory) {
		this.namesOnDisk.keySet().removeIf((name) -> directory.equals(name.getParent()));
		this.names.forEach((name, content) -> {
			if (directory.equals(name.getParent())) {
				this.namesOnDisk.put(name, content);
			}
		});
		called("force directory " + directory.getFileName());
	}

	/** What would be on disk if the power went now. */
	Remains cut(Loss loss) {
		Map<Path, byte[]> files = new TreeMap<>();
		Map<Path, Content> left = (loss == Loss.ALL_THAT_WAS_NOT_FORCED) ? this.namesOnDisk : this.names;
		left.forEach((name, content) -> files.put(this.root.relativize(name), content.after(loss)));
		return new Remains(files);
	}

	/** What a power cut takes of what was not forced. */
	enum Loss {

		ALL_THAT_WAS_NOT_FORCED, CONTENTS_THAT_WERE_NOT_FORCED, HALF_OF_THESE_CONTENTS

	}

	private static final class Content {

		private final boolean directory;

		private byte[] written = {};

		private byte[] onDisk = {};

		private Content(boolean directory) {
			this.directory = directory;
		}

		private byte[] after(Loss loss) {
			if (this.directory) {
				return Remains.DIRECTORY;
			}
			return (loss == Loss.HALF_OF_THESE_CONTENTS && this.onDisk.length < this.written.length)
					? Arrays.copyOf(this.written, this.written.length / 2) : this.onDisk;
		}

	}

	/**
	 * What is left after a power cut.
	 *
	 * @param files contents by names
	 */
	record Remains(Map<Path, byte[]> files) {

		private static final byte[] DIRECTORY = {};

		/** Makes a file system of it, without what lies in a directory that is gone. */
		void restore(Path root) throws IOException {
			for (Map.Entry<Path, byte[]> file : this.files.entrySet()) {
				Path restored = root.resolve(file.getKey());
				Path parent = restored.getParent();
				if (parent == null || !Files.isDirectory(parent)) {
					continue;
				}
				if (file.getValue() == DIRECTORY) {
					Files.createDirectory(restored, DirectoryPermissions.ofDirectory(root));
				}
				else {
					Files.write(restored, file.getValue());
				}
			}
		}

	}

}
