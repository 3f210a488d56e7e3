// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.recording.RecordedCall;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two JVMs on one journal directory.
 */
@Tag("endurance")
@Tag("reliability")
class TwoWorkersTests {

	private static final int TASKS = 40;

	@TempDir
	private Path home;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	@Test
	void survivorTellsWhatTheDeadHasLeftAndNobodyTellsTwice() throws Exception {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		schedule("hanging", "hang");
		try (this.swf; WorkerProcess victim = WorkerProcess.start(this.swf.endpoint(), this.home, 1).awaitReady()) {
			Awaitility.await().until(() -> files(".running") == 1);
			schedule("early", "throw");
			try (WorkerProcess survivor = WorkerProcess.start(this.swf.endpoint(), this.home, 2).awaitReady()) {
				for (int i = 0; i < TASKS; i++) {
					schedule("workflow-" + i, "throw");
				}
				Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> files(".failure") == TASKS + 1);
				victim.kill();
				this.swf.faults().clear();
				Awaitility.await()
					.atMost(30, TimeUnit.SECONDS)
					.until(() -> files(".failure") == 0 && files(".running") == 0);
				assertThat(survivor.log()).contains("which has ended, are taken over");
				survivor.end();
			}
			assertThat(failed("hanging")).singleElement()
				.satisfies((event) -> assertThat(event.string("reason")).startsWith("WorkerCrashed: "));
			assertThat(failed("early")).hasSize(1);
			for (int i = 0; i < TASKS; i++) {
				assertThat(failed("workflow-" + i)).hasSize(1);
			}
			assertThat(reports()).filteredOn(RecordedCall::succeeded).hasSize(TASKS + 2);
			assertThat(reports()).extracting(RecordedCall::error).doesNotContain("UnknownResourceFault");
		}
	}

	@Test
	void livingWorkersLeaveEachOtherAlone() throws Exception {
		this.swf.faults().on("RespondActivityTaskFailed").always().throttle();
		try (this.swf; WorkerProcess first = WorkerProcess.start(this.swf.endpoint(), this.home, 1).awaitReady()) {
			for (int i = 0; i < 4; i++) {
				schedule("hanging-" + i, "hang");
			}
			Awaitility.await().until(() -> files(".running") == 4);
			try (WorkerProcess second = WorkerProcess.start(this.swf.endpoint(), this.home, 2).awaitReady()) {
				schedule("workflow", "throw");
				Awaitility.await().until(() -> files(".failure") == 1);
				this.swf.faults().clear();
				Awaitility.await().until(() -> files(".failure") == 0);
				assertThat(second.end()).isEqualTo(143);
			}
			assertThat(files(".running")).isEqualTo(4);
			assertThat(failed("hanging-0")).isEmpty();
			assertThat(failed("workflow")).hasSize(1);
			assertThat(first.log()).doesNotContain("taken over");
		}
	}

	private void schedule(String workflowId, String input) {
		this.swf.activityTask("fail", "1.0").workflowId(workflowId).taskList("chaos").input(input).schedule();
	}

	private long files(String ending) throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve("journal"))) {
			return files.filter((file) -> file.toString().endsWith(ending)).count();
		}
	}

	private List<HistoryEvent> failed(String workflowId) {
		return this.swf.events(workflowId)
			.stream()
			.filter((event) -> event.eventType().equals("ActivityTaskFailed"))
			.toList();
	}

	private List<RecordedCall> reports() {
		return this.swf.calls().of("RespondActivityTaskFailed");
	}

}
