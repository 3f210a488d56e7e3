// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.swffailure.TaskReport;
import io.github.swffailure.journal.jdbc.DatabaseCalls.UnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reports of an owner by age, as they are asked for, a page at a time: the
 * index finds where the last one has ended.
 */
final class RowPages extends Spliterators.AbstractSpliterator<TaskReport> {

	/** Rows that are read at a time, each up to 100 kB. */
	private static final int PAGE = 100;

	private static final int FIRST_PAGE_OF_NEWEST = 10;

	private final DatabaseCalls calls;

	private final RowPayload payload;

	private final String owner;

	private final boolean oldestFirst;

	private final BiConsumer<ReportRow, IOException> unreadable;

	private Iterator<ReportRow> page = List.<ReportRow>of().iterator();

	private @Nullable ReportRow last;

	private int size;

	private RowPages(DatabaseCalls calls, RowPayload payload, String owner, boolean oldestFirst,
			BiConsumer<ReportRow, IOException> unreadable) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.calls = calls;
		this.payload = payload;
		this.owner = owner;
		this.oldestFirst = oldestFirst;
		this.unreadable = unreadable;
		this.size = oldestFirst ? PAGE : FIRST_PAGE_OF_NEWEST;
	}

	/**
	 * Begins to read.
	 * @param unreadable called with each row that cannot be read, with the reason
	 */
	static Stream<TaskReport> read(DatabaseCalls calls, RowPayload payload, String owner, boolean oldestFirst,
			BiConsumer<ReportRow, IOException> unreadable) {
		return StreamSupport.stream(new RowPages(calls, payload, owner, oldestFirst, unreadable), false);
	}

	@Override
	public boolean tryAdvance(Consumer<? super TaskReport> action) {
		while (this.page.hasNext() || turn()) {
			ReportRow row = this.page.next();
			try {
				action.accept(this.payload.read(row).report());
				return true;
			}
			catch (IOException ex) {
				this.unreadable.accept(row, ex);
			}
		}
		return false;
	}

	private boolean turn() {
		ReportRow after = this.last;
		try {
			List<ReportRow> rows = this.calls.call("(read)",
					(table) -> table.page(this.owner, after, this.oldestFirst, this.size));
			this.size = PAGE;
			this.page = rows.iterator();
			this.last = rows.isEmpty() ? after : rows.get(rows.size() - 1);
			return !rows.isEmpty();
		}
		catch (UnreachableException ex) {
			return false;
		}
	}

}
