// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.fault.FaultPlan;

/**
 * The same failing activity under the same faults through three workers: this library's,
 * the Flow Framework's and Flux's. Prints a table: how long after the start of the task
 * its failure stood in the history, or that it was lost: that the worker had not called
 * SWF for it any more for 45 seconds (ours: for two minutes, twice its longest wait).
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar io.github.swffailure.benchmarks.PeerFaults
 * </pre>
 */
public final class PeerFaults {

	private static final String OPERATION = "RespondActivityTaskFailed";

	private static final Duration PATIENCE = Duration.ofSeconds(45);

	private static final List<PeerWorker.Kind> KINDS = List.of(PeerWorker.Kind.OURS, PeerWorker.Kind.FLOW,
			PeerWorker.Kind.FLUX);

	private PeerFaults() {
	}

	public static void main(String[] arguments) throws Exception {
		System.out.println("| fault | swf-failure | Flow 2.0.0 | Flux 2.1.0 |\n|---|---|---|---|");
		for (Map.Entry<String, Consumer<FaultPlan>> fault : faults().entrySet()) {
			StringBuilder row = new StringBuilder("| ").append(fault.getKey());
			for (PeerWorker.Kind kind : KINDS) {
				row.append(" | ").append(run(kind, fault.getValue()));
			}
			System.out.println(row.append(" |"));
		}
		StringBuilder row = new StringBuilder("| worker killed while the handler runs, then started again");
		for (PeerWorker.Kind kind : KINDS) {
			row.append(" | ").append(kill(kind));
		}
		System.out.println(row.append(" |"));
		System.exit(0);
	}

	private static Map<String, Consumer<FaultPlan>> faults() {
		Map<String, Consumer<FaultPlan>> faults = new LinkedHashMap<>();
		faults.put("none", (plan) -> plan.delay(Duration.ofMillis(1)));
		faults.put("throttled 5 times", (plan) -> plan.times(5).throttle());
		faults.put("throttled 25 times", (plan) -> plan.times(25).throttle());
		faults.put("500 once", (plan) -> plan.fail());
		faults.put("500 5 times", (plan) -> plan.times(5).fail());
		faults.put("500 20 times", (plan) -> plan.times(20).fail());
		faults.put("reset 5 times", (plan) -> plan.times(5).disconnect());
		faults.put("500 after applying", (plan) -> plan.failAfterApplying());
		faults.put("text refused", (plan) -> plan.refuse());
		faults.put("denied 3 times, then granted", (plan) -> plan.times(3).deny());
		faults.put("credentials expired for 3 calls",
				(plan) -> plan.times(3).answer(400, "ExpiredTokenException", "The security token has expired"));
		return faults;
	}

	private static String run(PeerWorker.Kind kind, Consumer<FaultPlan> fault) throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().emptyPollsWithoutToken().start()) {
			fault.accept(swf.faults().on(OPERATION));
			try (PeerWorker worker = PeerWorker.start(kind, swf.endpoint(), "fail")) {
				long start = System.nanoTime();
				worker.schedule(swf, "fail");
				return waitForFailure(kind, swf, start);
			}
		}
	}

	private static String kill(PeerWorker.Kind kind) throws Exception {
		try (EmbeddedSwf swf = EmbeddedSwf.builder().emptyPollsWithoutToken().start()) {
			Process victim = PeerProcess.start(kind, swf.endpoint());
			PeerWorker.scheduleBy(kind, swf, "hang");
			swf.awaitEvent(PeerWorker.WORKFLOW, "ActivityTaskStarted", PATIENCE);
			TimeUnit.SECONDS.sleep(2);
			victim.destroyForcibly().waitFor();
			long start = System.nanoTime();
			Process second = PeerProcess.start(kind, swf.endpoint());
			try {
				return waitForFailure(kind, swf, start);
			}
			finally {
				second.destroyForcibly();
			}
		}
	}

	private static String waitForFailure(PeerWorker.Kind kind, EmbeddedSwf swf, long start)
			throws InterruptedException {
		Duration patience = (kind == PeerWorker.Kind.OURS) ? Duration.ofMinutes(2) : PATIENCE;
		swf.awaitEvent(PeerWorker.WORKFLOW, "WorkflowExecutionStarted", PATIENCE);
		long lastCall = start;
		int calls = 0;
		while (System.nanoTime() - lastCall < patience.toNanos()) {
			boolean failed = swf.events(PeerWorker.WORKFLOW)
				.stream()
				.anyMatch((event) -> event.eventType().equals("ActivityTaskFailed"));
			if (failed) {
				return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
			}
			int now = swf.calls().of(OPERATION).size();
			lastCall = (now > calls) ? System.nanoTime() : lastCall;
			calls = now;
			TimeUnit.MILLISECONDS.sleep(50);
		}
		return "**lost** after " + calls + " calls";
	}

}
