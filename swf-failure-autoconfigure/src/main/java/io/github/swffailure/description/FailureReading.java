package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.Link.Frames;
import io.github.swffailure.description.Link.Message;
import io.github.swffailure.description.Link.Place;
import io.github.swffailure.description.Link.Role;
import io.github.swffailure.description.ReadFailure.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one failure.
 */
final class FailureReading {

	private static final int MAX_CAUSES = 10_000;

	private static final int MAX_CAUSES_OF_SUPPRESSED = 100;

	private static final int MAX_SUPPRESSED = 4;

	/** Frames that are told even if the enclosing stack trace has them as well. */
	private static final int TOP_FRAMES = 3;

	private final Throwable failure;

	private final List<Link> links = new ArrayList<>(8);

	private final Source source;

	private final ReasonCodes codes;

	private @Nullable Verdict verdict;

	private StackTraceElement[] enclosing = {};

	FailureReading(Throwable failure, Source source, ReasonCodes codes) {
		this.failure = failure;
		this.source = source;
		this.codes = codes;
	}

	ReadFailure result() {
		CauseChain chain = CauseChain.from(this.failure, MAX_CAUSES,
				(exception) -> this.codes.of(exception.getClass()) != null);
		for (Throwable exception : chain.head()) {
			addMain(exception, chain, 0);
		}
		int omitted = chain.omitted();
		findVerdict(chain.wantedOmitted());
		for (Throwable exception : chain.tail()) {
			addMain(exception, chain, omitted);
			omitted = 0;
		}
		return new ReadFailure(this.failure, this.links, this.verdict);
	}

	private void addMain(Throwable exception, CauseChain chain, int omitted) {
		Role role = this.links.isEmpty() ? Role.FAILURE : Role.CAUSE;
		boolean last = exception == chain.root();
		Message message = this.source.messageOf(exception, last || role == Role.FAILURE);
		Throwable[] suppressed = exception.getSuppressed();
		Place place = new Place(role, omitted, Math.max(0, suppressed.length - MAX_SUPPRESSED),
				last ? chain.end() : null);
		Link link = add(exception, message, place);
		findVerdict(exception.getClass(), link);
		addSuppressed(suppressed);
	}

	private Link add(Throwable exception, @Nullable Message message, Place place) {
		Link link = new Link(CleanText.of(exception.getClass().getName()), message, framesOf(exception), place);
		this.links.add(link);
		return link;
	}

	private Frames framesOf(Throwable exception) {
		StackTraceElement[] elements = this.source.framesOf(exception);
		Frames frames = new Frames(elements, ownFrames(elements));
		this.enclosing = elements;
		return frames;
	}

	private int ownFrames(StackTraceElement[] elements) {
		int own = elements.length;
		int enclosingOwn = this.enclosing.length;
		while (own > 0 && enclosingOwn > 0 && elements[own - 1].equals(this.enclosing[enclosingOwn - 1])) {
			own--;
			enclosingOwn--;
		}
		return Math.max(own, Math.min(TOP_FRAMES, elements.length));
	}

	private void findVerdict(Class<?> type, Link link) {
		ReasonCode code = (this.verdict == null) ? this.codes.of(type) : null;
		if (code != null) {
			this.verdict = new Verdict(code, link);
		}
	}

	/**
	 * Finds the code of an exception that is not shown.
	 */
	private void findVerdict(@Nullable Throwable omitted) {
		if (omitted != null && this.verdict == null) {
			findVerdict(omitted.getClass(),
					new Link(CleanText.of(omitted.getClass().getName()), this.source.messageOf(omitted, false),
							new Frames(new StackTraceElement[0], 0), new Place(Role.CAUSE, 0, 0, null)));
		}
	}

	private void addSuppressed(Throwable[] suppressed) {
		StackTraceElement[] frames = this.enclosing;
		for (int i = 0; i < Math.min(suppressed.length, MAX_SUPPRESSED); i++) {
			addSuppressed(suppressed[i]);
			this.enclosing = frames;
		}
	}

	private void addSuppressed(Throwable exception) {
		CauseChain chain = CauseChain.from(exception, MAX_CAUSES_OF_SUPPRESSED, (cause) -> false);
		boolean alone = chain.length() == 1;
		add(exception, this.source.messageOf(exception, false),
				new Place(Role.SUPPRESSED, 0, exception.getSuppressed().length, alone ? chain.end() : null));
		if (!alone) {
			add(chain.root(), this.source.messageOf(chain.root(), false),
					new Place(Role.SUPPRESSED_CAUSE, chain.length() - 2, 0, chain.end()));
		}
	}

	/** What is read of an exception. */
	interface Source {

		@Nullable Message messageOf(Throwable exception, boolean end);

		StackTraceElement[] framesOf(Throwable exception);

	}

}
