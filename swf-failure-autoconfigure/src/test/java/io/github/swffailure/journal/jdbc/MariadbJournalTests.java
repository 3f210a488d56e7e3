// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

class MariadbJournalTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.MYSQL;
	}

}
