package io.github.swffailure.journal.jdbc;

class PostgresqlJournalTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.POSTGRESQL;
	}

}
