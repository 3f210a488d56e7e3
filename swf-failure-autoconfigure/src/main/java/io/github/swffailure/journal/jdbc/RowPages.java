// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.swffailure.journal.jdbc.DatabaseCalls.UnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an owner by age, as they are asked for, a page at a time: the index
 * finds where the last one has ended. There are no more if the database does not answer.
 */
final class RowPages implements Supplier<List<ReportRow>> {

	/** Rows that are read at a time, each up to 100 kB. */
	private static final int PAGE = 100;

	private static final int FIRST_PAGE_OF_NEWEST = 10;

	private final DatabaseCalls calls;

	private final String owner;

	private final boolean oldestFirst;

	private @Nullable ReportRow last;

	private RowPages(DatabaseCalls calls, String owner, boolean oldestFirst) {
		this.calls = calls;
		this.owner = owner;
		this.oldestFirst = oldestFirst;
	}

	static Stream<ReportRow> read(DatabaseCalls calls, String owner, boolean oldestFirst) {
		return Stream.generate(new RowPages(calls, owner, oldestFirst))
			.takeWhile((page) -> !page.isEmpty())
			.flatMap(List::stream);
	}

	@Override
	public List<ReportRow> get() {
		ReportRow after = this.last;
		int size = (after == null && !this.oldestFirst) ? FIRST_PAGE_OF_NEWEST : PAGE;
		try {
			List<ReportRow> page = this.calls.call("(read)",
					(table) -> table.page(this.owner, after, this.oldestFirst, size));
			this.last = page.isEmpty() ? after : page.get(page.size() - 1);
			return page;
		}
		catch (UnreachableException ex) {
			return List.of();
		}
	}

}
