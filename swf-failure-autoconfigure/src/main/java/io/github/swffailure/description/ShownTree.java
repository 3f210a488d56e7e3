package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.description.DetailsPlan.Shown;

/**
 * An exception that is shown, with what belongs to it.
 *
 * @param shown the exception
 * @param suppressed what it has suppressed
 * @param causes its causes, the root cause last; kept by the outermost exception only
 */
record ShownTree(Shown shown, List<ShownTree> suppressed, List<ShownTree> causes) {

	private ShownTree(Shown shown) {
		this(shown, new ArrayList<>(0), new ArrayList<>(0));
	}

	/**
	 * Puts exceptions that stand in the order of a stack trace under each other.
	 */
	static ShownTree of(List<Shown> shown) {
		ShownTree outermost = new ShownTree(shown.get(0));
		ShownTree main = outermost;
		ShownTree suppressed = outermost;
		for (Shown next : shown.subList(1, shown.size())) {
			ShownTree tree = new ShownTree(next);
			switch (next.link().place().role()) {
				case SUPPRESSED -> {
					main.suppressed.add(tree);
					suppressed = tree;
				}
				case SUPPRESSED_CAUSE -> suppressed.causes.add(tree);
				default -> {
					outermost.causes.add(tree);
					main = tree;
				}
			}
		}
		return outermost;
	}

	Link link() {
		return this.shown.link();
	}

}
