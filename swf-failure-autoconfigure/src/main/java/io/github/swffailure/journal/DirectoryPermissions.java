// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Permissions for the worker's own user only, because anyone who can read a task token
 * can answer the task. On a file system without POSIX permissions, the inherited ones
 * apply.
 */
final class DirectoryPermissions {

	private static final int STICKY = 01000;

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
		if (isWritableByOthers(permissions)) {
			throw new IllegalStateException("Failure journal directory '" + path + "' can be written to by others ("
					+ PosixFilePermissions.toString(permissions)
					+ "), who could make this worker answer tasks as they like: "
					+ "use a directory inside it, which is created for this user alone");
		}
	}

	/**
	 * Refuses a directory that belongs to another user, except root.
	 * @param ownFile a file in it that this worker has created
	 * @throws IllegalStateException if it belongs to another user
	 */
	static void checkOwner(Path path, Path ownFile) throws IOException {
		if (!isPosix(path)) {
			return;
		}
		UserPrincipal owner = Files.getOwner(path);
		UserPrincipal user = Files.getOwner(ownFile);
		if (!owner.equals(user) && !owner.getName().equals("root")) {
			throw new IllegalStateException("Failure journal directory '" + path + "' belongs to user '" + owner
					+ "', who could make this worker, which runs as '" + user + "', answer tasks as they like: "
					+ "use a directory of '" + user + "', or one that does not exist yet");
		}
	}

	/**
	 * Checks the parent directory, in which others might replace this directory. With the
	 * sticky bit, as in {@code /tmp}, they cannot.
	 * @return its permissions; {@code null} if nobody else can do that, or it is unknown
	 */
	static @Nullable String openParent(Path path) {
		try {
			Path parent = path.toRealPath().getParent();
			if (!isPosix(path) || parent == null || isSticky(parent)) {
				return null;
			}
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(parent);
			return isWritableByOthers(permissions) ? PosixFilePermissions.toString(permissions) : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static boolean isSticky(Path directory) throws IOException {
		return directory.getFileSystem().supportedFileAttributeViews().contains("unix")
				&& ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
	}

	private static boolean isWritableByOthers(Set<PosixFilePermission> permissions) {
		return permissions.contains(PosixFilePermission.GROUP_WRITE)
				|| permissions.contains(PosixFilePermission.OTHERS_WRITE);
	}

}
