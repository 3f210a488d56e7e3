// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The two ends of a chain of causes, at most {@value #KEPT} exceptions of each.
 */
final class CauseChain {

	static final int KEPT = 16;

	private final List<Throwable> head = new ArrayList<>(4);

	private final Deque<Throwable> tail = new ArrayDeque<>(1);

	private @Nullable Set<Throwable> known;

	private final int maxLength;

	private final Predicate<Throwable> wanted;

	private @Nullable Throwable wantedOmitted;

	private int length;

	private @Nullable String end;

	private CauseChain(int maxLength, Predicate<Throwable> wanted) {
		this.maxLength = maxLength;
		this.wanted = wanted;
	}

	/**
	 * Reads a chain.
	 * @param outermost the first exception
	 * @param maxLength maximum number of exceptions to read
	 * @param wanted an exception to remember even if it is not kept
	 */
	static CauseChain from(Throwable outermost, int maxLength, Predicate<Throwable> wanted) {
		CauseChain chain = new CauseChain(maxLength, wanted);
		Throwable next = outermost;
		while (next != null && chain.accepts(next)) {
			chain.add(next);
			next = GuardedThrowable.cause(next, (note) -> chain.end = note);
		}
		return chain;
	}

	private boolean accepts(Throwable next) {
		if (isKnown(next)) {
			this.end = "circular reference to " + next.getClass().getName();
		}
		else if (this.length == this.maxLength) {
			this.end = "causes beyond " + this.maxLength + " were not read";
		}
		return this.end == null;
	}

	/** Whether the chain is circular. A set is used only for long chains. */
	private boolean isKnown(Throwable next) {
		if (this.head.size() < KEPT) {
			return containsItself(this.head, next);
		}
		if (this.known == null) {
			this.known = Collections.newSetFromMap(new IdentityHashMap<>());
			this.known.addAll(this.head);
		}
		return !this.known.add(next);
	}

	private static boolean containsItself(List<Throwable> exceptions, Throwable wanted) {
		for (Throwable one : exceptions) {
			if (one == wanted) {
				return true;
			}
		}
		return false;
	}

	private void add(Throwable next) {
		this.length++;
		if (this.head.size() < KEPT) {
			this.head.add(next);
			return;
		}
		if (this.tail.size() == KEPT) {
			omit(this.tail.removeFirst());
		}
		this.tail.addLast(next);
	}

	private void omit(Throwable exception) {
		if (this.wantedOmitted == null && this.wanted.test(exception)) {
			this.wantedOmitted = exception;
		}
	}

	/** The first wanted exception between the two ends. */
	@Nullable Throwable wantedOmitted() {
		return this.wantedOmitted;
	}

	List<Throwable> head() {
		return this.head;
	}

	/**
	 * The far end, the root cause last; empty if the root cause is in {@link #head()}.
	 */
	Iterable<Throwable> tail() {
		return this.tail;
	}

	/**
	 * The whole chain, or {@code null} if it is too long or was not read to its end.
	 */
	@Nullable List<Throwable> whole() {
		return (this.tail.isEmpty() && this.end == null) ? this.head : null;
	}

	Throwable root() {
		return this.tail.isEmpty() ? this.head.get(this.head.size() - 1) : this.tail.getLast();
	}

	/** How many exceptions lie between the two ends. */
	int omitted() {
		return this.length - this.head.size() - this.tail.size();
	}

	int length() {
		return this.length;
	}

	/**
	 * Why reading ended before a root cause, or {@code null} if it did not.
	 */
	@Nullable String end() {
		return this.end;
	}

}
