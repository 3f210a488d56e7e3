// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

/** What a journal does where an empty text is NULL, as in Oracle. */
class EmptyTextIsNullTests extends JdbcJournalContract {

	@Override
	Database database() {
		return Database.H2;
	}

	@Override
	TestDatabase newTable() {
		return TestDatabase.at("jdbc:h2:mem:oracle;MODE=Oracle;DB_CLOSE_DELAY=-1");
	}

}
