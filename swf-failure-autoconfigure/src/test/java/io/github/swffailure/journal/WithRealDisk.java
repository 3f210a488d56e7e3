// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.nio.file.Path;

import io.github.swffailure.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

/** A journal directory, not there yet, on a disk that can run into health. */
@ExtendWith(OutputCaptureExtension.class)
abstract class WithRealDisk {

	@TempDir
	private Path mountPoint;

	RealDisk disk;

	JournalFixture fixture;

	@BeforeEach
	void mount() {
		this.disk = RealDisk.mount(this.mountPoint, "size=64k,nr_inodes=20");
		this.fixture = new JournalFixture(this.disk.path("journal"));
	}

	@AfterEach
	void unmount() {
		if (this.disk != null) {
			this.disk.close();
		}
	}

	static int count(CapturedOutput output, String text) {
		return StringUtils.countOccurrencesOf(output.getOut(), text);
	}

}
