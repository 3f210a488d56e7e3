package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.github.swffailure.description.Link.Role;

/**
 * Leaves exceptions out and notes their numbers on those that remain.
 */
final class LinkOmission {

	private final List<Link> links;

	private final BitSet chosen;

	LinkOmission(List<Link> links, BitSet chosen) {
		this.links = links;
		this.chosen = chosen;
	}

	List<Link> remaining() {
		List<Link> remaining = new ArrayList<>(this.chosen.cardinality());
		int causes = 0;
		for (int i = 0; i < this.links.size(); i++) {
			Link link = this.links.get(i);
			if (this.chosen.get(i)) {
				remaining.add(link.omitting(causes, link.isMain() ? suppressedOmittedAfter(i) : 0));
				causes = 0;
			}
			else if (link.isMain()) {
				causes += 1 + link.place().causesOmitted();
			}
		}
		return remaining;
	}

	private int suppressedOmittedAfter(int index) {
		int omitted = 0;
		for (int i = index + 1; i < this.links.size() && !this.links.get(i).isMain(); i++) {
			boolean suppressed = this.links.get(i).place().role() == Role.SUPPRESSED;
			omitted += (suppressed && !this.chosen.get(i)) ? 1 : 0;
		}
		return omitted;
	}

}
