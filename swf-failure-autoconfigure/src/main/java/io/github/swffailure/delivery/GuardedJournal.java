package io.github.swffailure.delivery;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal that costs no report, not even if it throws.
 */
final class GuardedJournal {

	private static final Logger logger = LoggerFactory.getLogger(GuardedJournal.class);

	private final FailureJournal journal;

	GuardedJournal(FailureJournal journal) {
		this.journal = journal;
	}

	FailureJournal unguarded() {
		return this.journal;
	}

	boolean contains(TaskFailure failure) {
		return this.journal.contains(failure);
	}

	boolean keep(TaskFailure failure) {
		try {
			return this.journal.add(failure);
		}
		catch (Throwable ex) {
			logger.error("The failure journal threw; the report of {} goes out without it", failure.task(), ex);
			return false;
		}
	}

	void forget(TaskFailure failure) {
		try {
			this.journal.remove(failure);
		}
		catch (Throwable ex) {
			logger.error("The failure journal threw; the report of {} may be delivered again", failure.task(), ex);
		}
	}

}
