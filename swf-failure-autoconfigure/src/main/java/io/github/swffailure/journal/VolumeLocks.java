// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds out from the mounts of a Linux host whether file locks on a volume reach the
 * other hosts that mount it. What cannot be seen there is taken for a volume that knows
 * locks.
 */
final class VolumeLocks {

	static final Path MOUNTS = Path.of("/proc/self/mountinfo");

	private static final Set<String> LOCAL_LOCKS = Set.of("nolock", "local_lock=all", "local_lock=posix", "nobrl");

	private static final Set<String> WITHOUT_LOCKS = Set.of("fuse.s3fs", "fuse.mountpoint-s3", "fuse.goofys",
			"fuse.gcsfuse", "fuse.rclone", "fuse.blobfuse2");

	private VolumeLocks() {
	}

	/**
	 * Looks at the volume of a directory.
	 * @param directory the directory, which is there
	 * @param mounts the mounts as Linux lists them
	 * @return why locks do not reach other hosts, or {@code null} if nothing says so
	 */
	static @Nullable String problem(Path directory, Path mounts) {
		try {
			String path = directory.toRealPath().toString();
			Mount best = null;
			for (String line : Files.readAllLines(mounts)) {
				Mount mount = Mount.parse(line);
				if (mount != null && mount.holds(path) && (best == null || mount.isWithin(best))) {
					best = mount;
				}
			}
			return (best != null) ? best.problem() : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * A line of the list.
	 *
	 * @param point where it is mounted
	 * @param type the type of the file system
	 * @param options how it is mounted
	 */
	private record Mount(String point, String type, List<String> options) {

		private static @Nullable Mount parse(String line) {
			String[] halves = line.split(" - ");
			String[] before = halves[0].split(" ");
			String[] after = halves[halves.length - 1].split(" ");
			return (halves.length == 2 && before.length > 4 && after.length > 2)
					? new Mount(before[4].replace("\\040", " "), after[0], Arrays.asList(after[2].split(","))) : null;
		}

		private boolean holds(String path) {
			return path.equals(this.point) || path.startsWith(this.point.endsWith("/") ? this.point : this.point + "/");
		}

		/** Of two mounts on one point the later covers the earlier. */
		private boolean isWithin(Mount other) {
			return this.point.length() >= other.point.length();
		}

		private @Nullable String problem() {
			if (WITHOUT_LOCKS.contains(this.type)) {
				return "a volume of type " + this.type;
			}
			return this.options.stream()
				.filter(LOCAL_LOCKS::contains)
				.findFirst()
				.map((option) -> "a volume of type " + this.type + " mounted with '" + option + "'")
				.orElse(null);
		}

	}

}
