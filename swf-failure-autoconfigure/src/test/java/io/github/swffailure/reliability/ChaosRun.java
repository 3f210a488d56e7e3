// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.history.HistoryEvent;

/**
 * What a run with kills has left: in histories, of the handlers, in the journal.
 *
 * @param swf has the histories
 * @param home has the directories {@code seen} and {@code journal}
 * @param tasks how many tasks were scheduled, each in a workflow of its own
 */
record ChaosRun(EmbeddedSwf swf, Path home, int tasks) {

	private static final Set<String> CLOSING = Set.of("ActivityTaskFailed", "ActivityTaskCompleted",
			"ActivityTaskCanceled", "ActivityTaskTimedOut");

	static String workflow(int task) {
		return "workflow-" + task;
	}

	Stream<String> workflows() {
		return IntStream.range(0, this.tasks).mapToObj(ChaosRun::workflow);
	}

	List<HistoryEvent> closing(String workflow) {
		return this.swf.events(workflow).stream().filter((event) -> CLOSING.contains(event.eventType())).toList();
	}

	boolean isClosed(String workflow) {
		return !closing(workflow).isEmpty();
	}

	long neverStarted() {
		return workflows()
			.filter((workflow) -> this.swf.events(workflow)
				.stream()
				.noneMatch((event) -> event.eventType().equals("ActivityTaskStarted")))
			.count();
	}

	/** Workflows whose task reached a handler. */
	List<String> seen() throws IOException {
		return names("seen");
	}

	long crashes() throws IOException {
		return seen().stream()
			.filter((workflow) -> String.valueOf(closing(workflow).get(0).attributes().get("reason"))
				.startsWith("WorkerCrashed: "))
			.count();
	}

	/**
	 * What is in the journal; a kill in the middle of a write leaves half a file, which
	 * is set aside.
	 */
	List<String> journal() throws IOException {
		return names("journal").stream().filter((name) -> !isTorn(name)).toList();
	}

	long torn() throws IOException {
		return names("journal").stream().filter(ChaosRun::isTorn).count();
	}

	private static boolean isTorn(String name) {
		return name.endsWith(".tmp.unreadable");
	}

	private List<String> names(String directory) throws IOException {
		try (Stream<Path> files = Files.list(this.home.resolve(directory))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
