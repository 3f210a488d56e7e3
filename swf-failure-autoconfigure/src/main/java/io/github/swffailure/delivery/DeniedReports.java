// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskReport;

/**
 * Which reports SWF has denied, so that thousands of them do not make thousands of calls
 * each time: each round tries {@value #PROBES} of them in turn, and all again as soon as
 * one went through. Knows them by the hash of their token; a clash makes a report wait
 * longer at worst.
 */
final class DeniedReports {

	static final int PROBES = 10;

	private final Set<Integer> waiting = new LinkedHashSet<>();

	private final Set<Integer> probes = new HashSet<>();

	/** Begins a round. */
	synchronized void next() {
		this.probes.clear();
		Iterator<Integer> longestWaiting = this.waiting.iterator();
		while (this.probes.size() < PROBES && longestWaiting.hasNext()) {
			this.probes.add(longestWaiting.next());
		}
	}

	synchronized boolean isDue(TaskReport report) {
		Integer key = keyOf(report);
		return !this.waiting.contains(key) || this.probes.contains(key);
	}

	synchronized void after(TaskReport report, ReportOutcome outcome) {
		boolean waited = this.waiting.remove(keyOf(report));
		this.probes.remove(keyOf(report));
		if (outcome == ReportOutcome.DENIED) {
			this.waiting.add(keyOf(report));
		}
		else if (waited && outcome.isFinal()) {
			this.waiting.clear();
		}
	}

	private static Integer keyOf(TaskReport report) {
		return report.task().taskToken().hashCode();
	}

}
