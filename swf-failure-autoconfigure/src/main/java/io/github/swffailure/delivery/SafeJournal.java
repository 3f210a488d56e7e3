// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.TaskFailureListeners;
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
			log("the report of {} is sent but not kept", report, ex);
			return false;
		}
	}

	void forget(TaskReport report) {
		try {
			this.journal.remove(report);
		}
		catch (Throwable ex) {
			log("the report of {} may be delivered twice", report, ex);
		}
	}

	void note(TaskReport report, boolean mayHaveArrived) {
		try {
			this.journal.setMayHaveArrived(report, mayHaveArrived);
		}
		catch (Throwable ex) {
			log("it is unknown whether a report of {} may have arrived", report, ex);
		}
	}

	/** A full disk may keep both the journal and the logger from writing. */
	private static void log(String consequence, TaskReport report, Throwable failure) {
		TaskFailureListeners.call(logger,
				(log) -> log.error("The failure journal threw an exception; " + consequence, report.task(), failure));
	}

}
