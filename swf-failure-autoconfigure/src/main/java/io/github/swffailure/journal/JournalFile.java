// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file in the journal says, as in
 * {@code 20261123T100000123Z-9f86d081884c7d659a2feaa0c55ad015-1f2e3d4c5b6a79881234.failure}.
 * Sorts the oldest first.
 *
 * @param time when the handler failed or, while it runs, was started
 * @param key hash of the task token
 * @param owner the worker that the file belongs to
 * @param kind what is inside
 */
record JournalFile(String time, String key, String owner, Kind kind) implements Comparable<JournalFile> {

	/** How the name of a file ends that is being written. */
	static final String UNFINISHED = ".tmp";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'")
		.withZone(ZoneOffset.UTC);

	private static final Pattern NAME = Pattern
		.compile("(\\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3])(?:[0-5]\\d){2}\\d{3}Z)"
				+ "-([0-9a-f]{32})-([0-9a-f]{20})"
				+ "\\.((?:unsent\\.)?(?:failure|completion)|running|expired)(\\.tmp)?");

	private static final int KEY_LENGTH = 32;

	private static final int KEY_START = "20261123T100000123Z-".length();

	static JournalFile of(TaskReport report, String owner, Kind kind) {
		return new JournalFile(TIME.format(ReportContent.orderOf(report)), keyOf(report.task()), owner, kind);
	}

	/**
	 * Reads a name.
	 * @param name the name, with or without the ending of a file that is being written
	 * @return what it says, or {@code null} if it is none of ours
	 */
	static @Nullable JournalFile parse(String name) {
		Matcher matcher = NAME.matcher(name);
		return matcher.matches()
				? new JournalFile(matcher.group(1), matcher.group(2), matcher.group(3), Kind.of(matcher.group(4)))
				: null;
	}

	static boolean isUnfinished(String name) {
		return name.endsWith(UNFINISHED);
	}

	/** A file being written, or set aside. */
	static boolean isAccessory(String name) {
		return isUnfinished(name) || name.endsWith(".unreadable");
	}

	static String keyOf(ActivityTask task) {
		return SafeText.tokenHash(task, KEY_LENGTH);
	}

	/** The key in a name, without a check of the rest; empty if it is none of ours. */
	static String keyIn(String name) {
		return (name.length() > KEY_START + KEY_LENGTH) ? name.substring(KEY_START, KEY_START + KEY_LENGTH) : "";
	}

	String name() {
		return this.time + "-" + this.key + "-" + this.owner + "." + this.kind.ending;
	}

	Instant instant() {
		return TIME.parse(this.time, Instant::from);
	}

	JournalFile ownedBy(String newOwner) {
		return new JournalFile(this.time, this.key, newOwner, this.kind);
	}

	JournalFile as(Kind newKind) {
		return new JournalFile(this.time, this.key, this.owner, newKind);
	}

	@Override
	public int compareTo(JournalFile other) {
		return Comparator.comparing(JournalFile::name).compare(this, other);
	}

	/** What is inside a file. */
	enum Kind {

		/** A failure that SWF has not answered for good. */
		FAILURE("failure"),

		/** The same, if no report of it can have arrived. */
		UNSENT("unsent.failure"),

		/** A completion that SWF has not answered for good. */
		COMPLETION("completion"),

		/** The same, if no report of it can have arrived. */
		UNSENT_COMPLETION("unsent.completion"),

		/** What to report if the worker ends while the task runs. */
		RUNNING("running"),

		/** A report that SWF did not answer in time. */
		EXPIRED("expired");

		private final String ending;

		Kind(String ending) {
			this.ending = ending;
		}

		static Kind of(TaskReport report, boolean mayHaveArrived) {
			return ((report instanceof TaskCompletion) ? COMPLETION : FAILURE).as(mayHaveArrived);
		}

		/** The same, but for whether a report may have arrived. */
		Kind as(boolean mayHaveArrived) {
			return switch (this) {
				case FAILURE, UNSENT -> mayHaveArrived ? FAILURE : UNSENT;
				case COMPLETION, UNSENT_COMPLETION -> mayHaveArrived ? COMPLETION : UNSENT_COMPLETION;
				default -> this;
			};
		}

		boolean isUnsent() {
			return this == UNSENT || this == UNSENT_COMPLETION;
		}

		private static Kind of(String ending) {
			return Arrays.stream(values()).filter((kind) -> kind.ending.equals(ending)).findFirst().orElseThrow();
		}

	}

}
