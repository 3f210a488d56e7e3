// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import io.github.swffailure.journal.jdbc.JdbcJournal.InitializeSchema;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static io.github.swffailure.autoconfigure.PropertyChecks.requireAtLeast;
import static io.github.swffailure.autoconfigure.PropertyChecks.requireBetween;

/**
 * Where undelivered reports are kept.
 *
 * @param type Where to keep undelivered reports. If not set, in the directory if one is
 * configured, otherwise in memory.
 * @param directory Directory that keeps undelivered reports across restarts. If not set,
 * they are kept in memory.
 * @param capacity Maximum number of reports to keep.
 * @param maxAge Maximum time to keep a report before it expires.
 * @param trackInFlight Whether to also record running tasks, so that those of a killed
 * worker are reported. Requires a directory, a table, or a custom journal that tracks
 * tasks. If not set, enabled; with a table, only if 'swf.worker' runs the handlers.
 * @param jdbc Settings of the table.
 */
record JournalProperties(@Nullable Type type, @Nullable Path directory, @DefaultValue("10000") int capacity,
		@DefaultValue("7d") Duration maxAge, @Nullable Boolean trackInFlight, @DefaultValue Jdbc jdbc) {

	JournalProperties {
		PropertyChecks.requireReplaced("swf.failure.journal.directory", directory);
		requireBetween("swf.failure.journal.capacity", capacity, 1, Integer.MAX_VALUE);
		requireAtLeast("swf.failure.journal.max-age", maxAge, Duration.ofSeconds(1));
	}

	enum Type {

		MEMORY, DIRECTORY, JDBC

	}

	/**
	 * The table, for the type 'jdbc'.
	 *
	 * @param table Name of the table, optionally qualified with a schema.
	 * @param initializeSchema When to create the table: only in an in-memory database,
	 * whenever it is missing, or never.
	 * @param lease Time without a sign of life after which other workers take over the
	 * reports of a worker. At least four times the attempt timeout.
	 * @param poolSize Number of connections of a separate pool for the journal,
	 * configured like that of the application. If not set, the application's pool is
	 * used.
	 */
	record Jdbc(@DefaultValue("swf_failure_journal") String table,
			@DefaultValue("embedded") InitializeSchema initializeSchema, @DefaultValue("1m") Duration lease,
			@Nullable Integer poolSize) {

		private static final Pattern NAME = Pattern
			.compile("([A-Za-z_][A-Za-z0-9_$#]{0,62}\\.){0,2}[A-Za-z_][A-Za-z0-9_$#]{0,50}");

		Jdbc {
			PropertyChecks.require(NAME.matcher(table).matches(), "swf.failure.journal.jdbc.table", table,
					"be a name of letters, digits and underscores, optionally qualified with a schema");
			requireAtLeast("swf.failure.journal.jdbc.lease", lease, Duration.ofSeconds(1));
			if (poolSize != null) {
				requireBetween("swf.failure.journal.jdbc.pool-size", poolSize, 1, 16);
			}
		}

	}

}
