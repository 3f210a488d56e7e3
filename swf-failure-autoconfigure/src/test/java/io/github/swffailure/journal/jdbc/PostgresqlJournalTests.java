// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

class PostgresqlJournalTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.POSTGRESQL;
	}

}
