// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.swffailure.journal.WorkerLock.VolumeLocks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VolumeLocksTests {

	@TempDir
	private Path temporary;

	private @Nullable String problem(String... mounts) throws IOException {
		Path list = Files.write(this.temporary.resolve("mountinfo"), List.of(mounts));
		return VolumeLocks.problem(this.temporary, list);
	}

	private String mount(String point, String type, String options) {
		return "36 35 98:0 / " + point + " rw,noatime shared:1 - " + type + " server:/export " + options;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			nfs4            | rw,vers=4.2,local_lock=none |
			nfs             | rw,vers=3,nolock            | a volume of type nfs mounted with 'nolock'
			nfs             | rw,local_lock=all           | a volume of type nfs mounted with 'local_lock=all'
			nfs             | rw,local_lock=posix         | a volume of type nfs mounted with 'local_lock=posix'
			nfs             | rw,local_lock=flock         |
			cifs            | rw,nobrl                    | a volume of type cifs mounted with 'nobrl'
			fuse.s3fs       | rw                          | a volume of type fuse.s3fs
			fuse.sshfs      | rw                          |
			ext4            | rw                          |
			""")
	void volumeIsJudgedByItsTypeAndItsOptions(String type, String options, @Nullable String problem)
			throws IOException {
		assertThat(problem(mount("/", "overlay", "rw"), mount(this.temporary.toRealPath().toString(), type, options)))
			.isEqualTo(problem);
	}

	@Test
	void innermostMountCounts() throws IOException {
		String path = this.temporary.toRealPath().toString();
		String parent = String.valueOf(this.temporary.toRealPath().getParent());
		assertThat(problem(mount(path, "ext4", "rw"), mount(parent, "nfs", "nolock"))).isNull();
		assertThat(problem(mount(parent, "nfs", "nolock"), mount(path + "/below", "ext4", "rw"))).isNotNull();
		assertThat(problem(mount(path.substring(0, path.length() - 1), "nfs", "nolock"))).isNull();
	}

	@Test
	void laterMountOnAPointCoversTheEarlier() throws IOException {
		assertThat(problem(mount("/", "nfs", "nolock"), mount("/", "ext4", "rw"))).isNull();
	}

	@Test
	void whatCannotBeSeenIsNoProblem() throws IOException {
		assertThat(VolumeLocks.problem(this.temporary, this.temporary.resolve("missing"))).isNull();
		assertThat(problem("", "nonsense", "36 35 - x")).isNull();
		assertThat(VolumeLocks.problem(this.temporary.resolve("missing"), VolumeLocks.MOUNTS)).isNull();
	}

}
