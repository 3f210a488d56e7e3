// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Frames;
import io.github.swffailure.description.ReadFailure.Message;
import io.github.swffailure.description.ReadFailure.Place;
import io.github.swffailure.description.ReadFailure.Role;
import io.github.swffailure.description.ReadFailure.TypeName;
import io.github.swffailure.description.ReadFailure.Verdict;
import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.FailureOrigins.Unwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Reads a failure, its causes and their suppressed exceptions, for reason and details.
 * Each message has a limit: a quarter of the details for the two ends of the chain, a
 * sixteenth for the others.
 */
final class FailureReader {

	private static final int MAX_MESSAGE_LENGTH = 4096;

	private static final int MAX_CAUSES = 10_000;

	private static final int MAX_CAUSES_OF_SUPPRESSED = 100;

	private static final int MAX_SUPPRESSED = 4;

	/** Frames that are shown even if the enclosing stack trace also has them. */
	private static final int TOP_FRAMES = 3;

	/** Maximum number of wrappers to search for frames of the waiting thread. */
	private static final int MAX_WRAPPERS = 8;

	private static final StackTraceElement[] NO_FRAMES = {};

	private final MessageReader messages;

	private final ReasonCodes codes;

	private final FailureContext context;

	private final boolean retryableByClass;

	private final int endLength;

	private final int middleLength;

	FailureReader(DescriptionSettings settings) {
		this.messages = new MessageReader(settings.redactors().toArray(FailureRedactor[]::new));
		this.codes = new ReasonCodes(settings.codes());
		this.context = new FailureContext(settings);
		this.retryableByClass = settings.hints().retryableByClass();
		int length = Math.min(MAX_MESSAGE_LENGTH, settings.details().maxLength() / 4);
		this.endLength = Math.max(length, settings.reason().maxLength());
		this.middleLength = Math.max(length / 4, settings.reason().maxLength());
	}

	/**
	 * Reads a failure.
	 * @throws MessageReader.RedactionException if a redactor throws
	 */
	ReadFailure read(ActivityTask task, Throwable failure) {
		return new Walk(failure, false).result(task);
	}

	/** Reads only the class names and the code. */
	ReadFailure readTypes(ActivityTask task, Throwable failure) {
		return new Walk(failure, true).result(task);
	}

	/** Reads one failure. */
	private final class Walk {

		private final Throwable thrown;

		private final Unwrapped unwrapped;

		private final boolean typesOnly;

		private final List<Entry> entries = new ArrayList<>(8);

		private final MessageReader messages;

		private @Nullable Verdict verdict;

		private StackTraceElement[] enclosing = NO_FRAMES;

		Walk(Throwable thrown, boolean typesOnly) {
			this.thrown = thrown;
			this.unwrapped = Unwrapped.of(thrown);
			this.typesOnly = typesOnly;
			this.messages = typesOnly ? FailureReader.this.messages : FailureReader.this.messages.forFailure();
		}

		ReadFailure result(ActivityTask task) {
			CauseChain chain = CauseChain.from(this.unwrapped.failure(), MAX_CAUSES,
					(exception) -> FailureReader.this.codes.of(exception.getClass()) != null);
			for (Throwable exception : chain.head()) {
				addMain(exception, chain, 0);
			}
			int omitted = chain.omitted();
			findVerdict(chain.wantedOmitted());
			for (Throwable exception : chain.tail()) {
				addMain(exception, chain, omitted);
				omitted = 0;
			}
			addAwaiting();
			return new ReadFailure(this.entries, this.verdict, hints(task, chain));
		}

		private FailureHints hints(ActivityTask task, CauseChain chain) {
			ReasonCode code = (this.verdict != null) ? this.verdict.code() : null;
			boolean byClass = FailureReader.this.retryableByClass && !this.typesOnly;
			Boolean retryable = byClass ? Retryability.of(this.unwrapped.failure()) : null;
			return new FailureHints((code != null) ? code.code() : null,
					(code != null) ? Boolean.valueOf(code.retryable()) : retryable,
					(code != null) ? code.retryAfter() : null,
					FailureOrigins.fingerprint(this.thrown, this.unwrapped.wrappers().isEmpty() ? chain.whole() : null),
					FailureReader.this.context.read(task, this.typesOnly ? null : this.messages));
		}

		private void addMain(Throwable exception, CauseChain chain, int omitted) {
			Role role = this.entries.isEmpty() ? Role.FAILURE : Role.CAUSE;
			boolean last = exception == chain.root();
			Message message = messageOf(exception, last || role == Role.FAILURE);
			List<Throwable> suppressed = GuardedThrowable.suppressed(exception);
			Place place = new Place(role, omitted, Math.max(0, suppressed.size() - MAX_SUPPRESSED),
					last ? chain.end() : null);
			Entry entry = add(exception, message, place);
			findVerdict(exception.getClass(), entry);
			addSuppressed(suppressed);
		}

		private Entry add(Throwable exception, @Nullable Message message, Place place) {
			Entry entry = new Entry(TypeName.of(exception), message, framesOf(exception), place);
			this.entries.add(entry);
			return entry;
		}

		private @Nullable Message messageOf(Throwable exception, boolean end) {
			int length = end ? FailureReader.this.endLength : FailureReader.this.middleLength;
			return this.typesOnly ? null : this.messages.read(exception, length, end);
		}

		private Frames framesOf(Throwable exception) {
			StackTraceElement[] elements = this.typesOnly ? NO_FRAMES : GuardedThrowable.frames(exception);
			Frames frames = new Frames(elements, distinct(elements));
			this.enclosing = elements;
			return frames;
		}

		private int distinct(StackTraceElement[] elements) {
			return Math.max(firstCommon(elements), Math.min(TOP_FRAMES, elements.length));
		}

		private int firstCommon(StackTraceElement[] elements) {
			int own = elements.length;
			int enclosingOwn = this.enclosing.length;
			while (own > 0 && enclosingOwn > 0 && elements[own - 1].equals(this.enclosing[enclosingOwn - 1])) {
				own--;
				enclosingOwn--;
			}
			return own;
		}

		private void findVerdict(Class<?> type, Entry entry) {
			ReasonCode code = (this.verdict == null) ? FailureReader.this.codes.of(type) : null;
			if (code != null) {
				this.verdict = new Verdict(code, entry);
			}
		}

		/** Finds the code of an exception that is not shown. */
		private void findVerdict(@Nullable Throwable omitted) {
			if (omitted != null && this.verdict == null) {
				findVerdict(omitted.getClass(), new Entry(TypeName.of(omitted), messageOf(omitted, false), Frames.NONE,
						new Place(Role.CAUSE, 0, 0, null)));
			}
		}

		/**
		 * Adds application frames that only the wrappers have, which are those of the
		 * thread that waited for the failed one.
		 */
		private void addAwaiting() {
			List<Throwable> wrappers = this.typesOnly ? List.of() : this.unwrapped.wrappers();
			StackTraceElement[] shown = NO_FRAMES;
			for (Throwable wrapper : wrappers.subList(0, Math.min(MAX_WRAPPERS, wrappers.size()))) {
				StackTraceElement[] elements = GuardedThrowable.frames(wrapper);
				this.enclosing = this.entries.get(0).frames().elements();
				StackTraceElement[] frames = Stream.of(elements)
					.limit(firstCommon(elements))
					.filter(FailureOrigins::isApplicationFrame)
					.toArray(StackTraceElement[]::new);
				if (frames.length > 0 && !Arrays.equals(frames, shown)) {
					this.entries.add(new Entry(TypeName.of(wrapper), null, new Frames(frames, frames.length),
							new Place(Role.AWAITED, 0, 0, null)));
					shown = frames;
				}
			}
		}

		private void addSuppressed(List<Throwable> suppressed) {
			StackTraceElement[] frames = this.enclosing;
			for (int i = 0; i < Math.min(suppressed.size(), MAX_SUPPRESSED); i++) {
				addSuppressed(suppressed.get(i));
				this.enclosing = frames;
			}
		}

		private void addSuppressed(Throwable exception) {
			CauseChain chain = CauseChain.from(exception, MAX_CAUSES_OF_SUPPRESSED, (cause) -> false);
			boolean alone = chain.length() == 1;
			add(exception, messageOf(exception, false), new Place(Role.SUPPRESSED, 0,
					GuardedThrowable.suppressed(exception).size(), alone ? chain.end() : null));
			if (!alone) {
				add(chain.root(), messageOf(chain.root(), false),
						new Place(Role.SUPPRESSED_CAUSE, chain.length() - 2, 0, chain.end()));
			}
		}

	}

}
