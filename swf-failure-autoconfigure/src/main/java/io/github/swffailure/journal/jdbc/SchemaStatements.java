// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The statements about the table itself, and what the driver says of the database.
 */
final class SchemaStatements {

	private final String name;

	private final JdbcTemplate jdbc;

	SchemaStatements(String name, JdbcTemplate jdbc) {
		this.name = name;
		this.jdbc = jdbc;
	}

	/** Fails unless the table is there with its columns and may be read. */
	void probe() {
		this.jdbc.queryForList("SELECT id, kind, owner, region, endpoint, swf_domain, occurred_at, lease_until, "
				+ "may_have_arrived, payload FROM " + this.name + " WHERE id = '(probe)'");
	}

	/** Runs a script. */
	void execute(String script) {
		this.jdbc.execute((ConnectionCallback<Void>) (connection) -> {
			new ResourceDatabasePopulator(new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)))
				.populate(connection);
			return null;
		});
	}

	/** The address of the database, without what may be secret in it. */
	String url() {
		return metaData(DatabaseMetaData::getURL).replaceFirst("[?;].*", "");
	}

	String user() {
		return metaData(DatabaseMetaData::getUserName).replaceFirst("@.*", "");
	}

	private String metaData(MetaDataValue value) {
		return String.valueOf(
				this.jdbc.execute((ConnectionCallback<String>) (connection) -> value.of(connection.getMetaData())));
	}

	private interface MetaDataValue {

		@Nullable String of(DatabaseMetaData metaData) throws SQLException;

	}

}
