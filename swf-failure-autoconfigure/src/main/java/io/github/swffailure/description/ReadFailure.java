package io.github.swffailure.description;

import java.util.List;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * A failure, read once: what all texts about it are made of.
 *
 * @param failure the exception, wrappers taken off
 * @param links the exceptions in the order in which a stack trace shows them
 * @param verdict the code that the failure has, if any
 */
record ReadFailure(Throwable failure, List<Link> links, @Nullable Verdict verdict) {

	Link outermost() {
		return this.links.get(0);
	}

	/**
	 * The last of the chain of causes, which may be the outermost as well.
	 */
	Link root() {
		return this.links.get(rootIndex());
	}

	int rootIndex() {
		int index = this.links.size() - 1;
		while (!this.links.get(index).isMain()) {
			index--;
		}
		return index;
	}

	/**
	 * Whether something of it is left out already.
	 */
	boolean isShortened() {
		for (Link link : this.links) {
			if (link.isShortened()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * How many frames there are to tell.
	 */
	int frames() {
		int frames = 0;
		for (Link link : this.links) {
			frames += link.frames().own();
		}
		return frames;
	}

	String fingerprint() {
		return FailureOrigins.of(this.failure).fingerprint();
	}

	/**
	 * A code and the exception that has it.
	 *
	 * @param code the code
	 * @param link the exception
	 */
	record Verdict(ReasonCode code, Link link) {

	}

}
