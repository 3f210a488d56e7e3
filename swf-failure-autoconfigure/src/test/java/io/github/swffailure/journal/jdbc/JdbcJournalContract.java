package io.github.swffailure.journal.jdbc;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.FailureJournal;
import io.github.swffailure.journal.FailureJournalContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a journal in a table does, whatever the database. */
abstract class JdbcJournalContract extends FailureJournalContract {

	private final List<JdbcFailureJournal> opened = new ArrayList<>();

	abstract Database database();

	@AfterEach
	void closeAll() {
		this.opened.forEach(JdbcFailureJournal::close);
	}

	@Override
	protected FailureJournal journal(int capacity) {
		JdbcFailureJournal journal = TestDatabase.of(database()).open(capacity);
		this.opened.add(journal);
		return journal;
	}

	@Test
	void closedJournalIsContinuedByTheNext() {
		TestDatabase database = TestDatabase.of(database());
		JdbcFailureJournal first = database.open(100);
		first.add(failure("a"));
		first.add(failure("b", TIME.minusSeconds(1), ""));
		first.close();
		JdbcFailureJournal second = database.open(100);
		assertThat(second.reports()).containsExactly(failure("b", TIME.minusSeconds(1), ""), failure("a"));
		assertThat(second.size()).isEqualTo(2);
		assertThat(second.oldest()).isEqualTo(TIME.minusSeconds(1));
		second.remove(failure("a"));
		second.remove(failure("b"));
		second.close();
		assertThat(database.count("kind <> 'worker'")).isZero();
	}

}
