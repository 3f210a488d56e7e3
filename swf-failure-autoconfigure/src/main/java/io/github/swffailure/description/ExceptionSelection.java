// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Role;

/**
 * Selects the exceptions to show, and the length of their messages, if not all of them
 * fit. The two ends of the chain of causes come first, then the other causes, from both
 * ends, and suppressed exceptions, as long as a third of the room is left for frames. The
 * number of omitted ones is noted on those that remain.
 */
final class ExceptionSelection {

	private static final int LEAST_MESSAGE = 16;

	private static final int MOST_MESSAGE = 4096;

	private final ReadFailure failure;

	private final List<Entry> entries;

	private final DetailsLayout layout;

	private final BitSet chosen;

	private int messageLength = MOST_MESSAGE;

	ExceptionSelection(ReadFailure failure, DetailsLayout layout) {
		this.failure = failure;
		this.entries = failure.entries();
		this.layout = layout;
		this.chosen = new BitSet(this.entries.size());
	}

	/**
	 * Selects the exceptions that fit.
	 * @param room the room for exceptions and frames
	 * @return the room left for frames; negative if not even the ends fit
	 */
	int select(int room) {
		int left = room - selectEnds(room);
		for (int index : othersInOrderOfWorth()) {
			int end = endOfUnit(index);
			int length = lengthOf(index, end);
			if (left - length >= room / 3 && this.chosen.get(ownerOf(index))) {
				this.chosen.set(index, end);
				left -= length;
			}
		}
		return left;
	}

	private int selectEnds(int room) {
		this.chosen.set(0);
		this.chosen.set(this.failure.rootIndex());
		while (this.messageLength > LEAST_MESSAGE && lengthOfChosen() > room / 4 * 3) {
			this.messageLength /= 2;
		}
		if (lengthOfChosen() > room) {
			this.messageLength = 0;
		}
		return lengthOfChosen();
	}

	private int lengthOfChosen() {
		return this.chosen.stream().map((index) -> lengthOf(index, index + 1)).sum();
	}

	/** Length of exceptions, with a note for each part that may be omitted. */
	private int lengthOf(int from, int to) {
		int length = 0;
		for (int i = from; i < to; i++) {
			Entry entry = this.entries.get(i);
			length += this.layout.lengthOf(entry, this.messageLength) + notesOn(i) * this.layout.lengthOfGap();
		}
		return length;
	}

	private int notesOn(int index) {
		int notes = (this.entries.get(index).frames().own() > 0) ? 1 : 0;
		notes += (role(index) == Role.CAUSE) ? 1 : 0;
		return notes + ((index + 1 < this.entries.size() && role(index + 1) == Role.SUPPRESSED) ? 1 : 0);
	}

	/** Causes from both ends of the chain, then suppressed exceptions. */
	private List<Integer> othersInOrderOfWorth() {
		List<Integer> order = new ArrayList<>(this.entries.size());
		int last = this.entries.size() - 1;
		for (int i = 0; i <= last; i++) {
			order.add((i % 2 == 0) ? i / 2 : last - i / 2);
		}
		order.removeIf((index) -> this.chosen.get(index) || role(index) == Role.SUPPRESSED_CAUSE);
		order.sort(Comparator.comparing((index) -> role(index)));
		return order;
	}

	private Role role(int index) {
		return this.entries.get(index).role();
	}

	/** A suppressed exception and its root cause are shown together. */
	private int endOfUnit(int index) {
		int end = index + 1;
		return (end < this.entries.size() && role(end) == Role.SUPPRESSED_CAUSE) ? end + 1 : end;
	}

	private int ownerOf(int index) {
		int owner = index;
		while (!this.entries.get(owner).isMain()) {
			owner--;
		}
		return (owner == index) ? 0 : owner;
	}

	/** The selected exceptions, with the numbers of the omitted ones. */
	List<Shown> shown() {
		List<Shown> shown = new ArrayList<>(this.chosen.cardinality());
		int causes = 0;
		for (int i = 0; i < this.entries.size(); i++) {
			Entry entry = this.entries.get(i);
			if (this.chosen.get(i)) {
				Entry noted = entry.omitting(causes, entry.isMain() ? suppressedOmittedAfter(i) : 0);
				shown.add(new Shown(noted, this.messageLength, new FrameSelection(noted, this.layout)));
				causes = 0;
			}
			else if (entry.isMain()) {
				causes += 1 + entry.place().causesOmitted();
			}
		}
		return shown;
	}

	private int suppressedOmittedAfter(int index) {
		int omitted = 0;
		for (int i = index + 1; i < this.entries.size() && !this.entries.get(i).isMain(); i++) {
			omitted += (role(i) == Role.SUPPRESSED && !this.chosen.get(i)) ? 1 : 0;
		}
		return omitted;
	}

}
