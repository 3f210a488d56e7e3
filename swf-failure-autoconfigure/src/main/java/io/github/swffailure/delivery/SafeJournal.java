// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a journal, also one of the application, whose exceptions are only logged. */
record SafeJournal(FailureJournal journal) {

	private static final Logger logger = LoggerFactory.getLogger(DeliveryLine.class);

	boolean keep(TaskReport report) {
		try {
			return this.journal.add(report);
		}
		catch (Throwable ex) {
			logger.error("The failure journal threw an exception; the report of {} is sent but not kept", report.task(),
					ex);
			return false;
		}
	}

	void forget(TaskReport report) {
		try {
			this.journal.remove(report);
		}
		catch (Throwable ex) {
			logger.error("The failure journal threw an exception; the report of {} may be delivered twice",
					report.task(), ex);
		}
	}

	void note(TaskReport report, boolean mayHaveArrived) {
		try {
			this.journal.setMayHaveArrived(report, mayHaveArrived);
		}
		catch (Throwable ex) {
			logger.error(
					"The failure journal threw an exception; it is unknown whether a report of {} may have arrived",
					report.task(), ex);
		}
	}

}
