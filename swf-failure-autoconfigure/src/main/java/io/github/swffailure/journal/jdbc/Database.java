// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The SQL that differs between databases. All other statements are the same for all.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that cannot change
enum Database {

	H2("CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)", "FETCH", "h2"),

	POSTGRESQL("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", "LIMIT", "postgresql", "cockroach"),

	MYSQL("TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000", "LIMIT", "mysql", "mariadb"),

	ORACLE("ROUND((CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE) - DATE '1970-01-01') * 86400000)", "FETCH", "oracle"),

	SQLSERVER("DATEDIFF_BIG(MILLISECOND, '1970-01-01', SYSUTCDATETIME())", "FETCH", "microsoft sql server");

	private final String now;

	private final String limit;

	private final List<String> products;

	Database(String now, String limit, String... products) {
		this.now = now;
		this.limit = limit;
		this.products = List.of(products);
	}

	/**
	 * Finds a database by its product name.
	 * @param product the name that the driver returns
	 * @throws JdbcJournal.UnusableException if the database is not supported
	 */
	static Database of(String product) {
		return Arrays.stream(values())
			.filter((database) -> database.products.stream()
				.anyMatch((name) -> product.toLowerCase(Locale.ROOT).startsWith(name)))
			.findFirst()
			.orElseThrow(() -> new JdbcJournal.UnusableException(
					"The failure journal cannot be kept in a database of type '" + product + "'",
					"Use H2, PostgreSQL, MySQL, MariaDB, Oracle or SQL Server, by a DataSource bean with the qualifier "
							+ "'swfFailure', or set swf.failure.journal.type to directory.",
					null));
	}

	/** An expression for the clock of the database, in milliseconds since 1970. */
	String now() {
		return this.now;
	}

	/** The end of a query that returns at most this number of rows. */
	String limit(int rows) {
		return this.limit.equals("LIMIT") ? " LIMIT " + rows : " OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
	}

	/** The name of the script that creates the table. */
	String script() {
		return "schema-" + name().toLowerCase(Locale.ROOT) + ".sql";
	}

}
