package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Rights for nobody but the worker's own user, since whoever reads a task token can
 * answer the task. Where the file system knows no POSIX permissions, the rights that the
 * directory inherits hold.
 */
final class DirectoryPermissions {

	private DirectoryPermissions() {
	}

	static FileAttribute<?>[] ofDirectory(Path path) {
		return attributes(path, "rwx------");
	}

	static FileAttribute<?>[] ofFile(Path path) {
		return attributes(path, "rw-------");
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		return isPosix(path)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Refuses a directory that others can write to.
	 * @throws IllegalStateException if they can
	 */
	static void check(Path path) throws IOException {
		if (!isPosix(path) || Files.notExists(path)) {
			return;
		}
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
		if (permissions.contains(PosixFilePermission.GROUP_WRITE)
				|| permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
			throw new IllegalStateException("Failure journal directory '" + path + "' can be written to by others ("
					+ PosixFilePermissions.toString(permissions)
					+ "), who could have this worker answer tasks as they like: "
					+ "name a directory below it, which is then created for this user alone");
		}
	}

}
