// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

class H2JournalTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.H2;
	}

}
