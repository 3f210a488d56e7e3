// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.util.List;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class InMemoryFailureJournalTests extends FailureJournalContract {

	@Override
	protected FailureJournal journal(int capacity) {
		return new InMemoryFailureJournal(capacity);
	}

	@Test
	void doesNotOutliveTheProcess() {
		assertThat(journal(1).isDurable()).isFalse();
	}

	@Test
	void beyondTheBoundFailuresAreKeptWithoutDetails() {
		FailureJournal journal = journal(2_000);
		String details = "x".repeat(FailureDescription.MAX_DETAILS_LENGTH);
		for (int i = 0; i < 1_025; i++) {
			assertThat(journal.add(failure("token" + i, TIME, details))).isTrue();
		}
		List<TaskReport> kept = journal.reports().toList();
		assertThat(description(kept.get(1_023)).details()).isEqualTo(details);
		assertThat(description(kept.get(1_024)).details()).isEmpty();
		assertThat(description(kept.get(1_024)).truncated()).containsExactly(FailureDescription.Field.DETAILS);
		assertThat(description(kept.get(1_024)).reason()).isEqualTo("IOException: disk");
		journal.remove(kept.get(0));
		journal.add(failure("token1024", TIME, details));
		assertThat(description(journal.reports().skip(1_023).findFirst().orElseThrow()).details()).isEqualTo(details);
	}

	@Test
	void beyondTheBoundCompletionsAreNotKept() {
		FailureJournal journal = journal(2_000);
		String result = "x".repeat(FailureDescription.MAX_DETAILS_LENGTH);
		for (int i = 0; i < 1_024; i++) {
			assertThat(journal.add(new TaskCompletion(failure("token" + i).task(), result, TIME))).isTrue();
		}
		assertThat(journal.add(new TaskCompletion(failure("more").task(), "x", TIME))).isFalse();
		assertThat(journal.add(new TaskCompletion(failure("more").task(), null, TIME))).isTrue();
		assertThat(journal.tracksTasks()).isFalse();
	}

	@Test
	void fullnessIsLoggedOnceHoweverManyAreRefused(CapturedOutput output) {
		FailureJournal journal = journal(20);
		for (int i = 0; i < 40; i++) {
			journal.add(failure("token" + i));
		}
		journal.remove(failure("token0"));
		journal.add(failure("token20"));
		journal.add(failure("token21"));
		assertThat(StringUtils.countOccurrencesOf(output.getOut(), "The failure journal is full with")).isOne();
	}

}
