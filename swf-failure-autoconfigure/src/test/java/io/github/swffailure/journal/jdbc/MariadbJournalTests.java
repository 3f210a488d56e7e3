package io.github.swffailure.journal.jdbc;

class MariadbJournalTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.MYSQL;
	}

}
