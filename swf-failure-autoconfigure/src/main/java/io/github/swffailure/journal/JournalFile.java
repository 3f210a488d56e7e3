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
 * The name of a file in the journal and its parts, for example
 * {@code 20261123T100000123Z-9f86d081884c7d659a2feaa0c55ad015-1f2e3d4c5b6a79881234.failure}.
 * Ordered from the oldest to the newest.
 *
 * @param time when the handler ended, or when it was started if it still runs
 * @param key hash of the task token
 * @param owner the worker that the file belongs to
 * @param kind the kind of its content
 */
record JournalFile(String time, String key, String owner, Kind kind) implements Comparable<JournalFile> {

	/** Suffix of a file that is being written. */
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
	 * Parses a name.
	 * @param name the name, with or without the suffix of a file that is being written
	 * @return its parts, or {@code null} if the file is not part of the journal
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

	/** A file that is being written, or was set aside as unreadable. */
	static boolean isAccessory(String name) {
		return isUnfinished(name) || name.endsWith(".unreadable");
	}

	static String keyOf(ActivityTask task) {
		return SafeText.tokenHash(task, KEY_LENGTH);
	}

	/** The key in a name, without checking the rest; empty if the name is too short. */
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

	/** The kind of a file's content. */
	enum Kind {

		/** A failure without a final answer of SWF. */
		FAILURE("failure"),

		/** The same, but no attempt can have arrived. */
		UNSENT("unsent.failure"),

		/** A completion without a final answer of SWF. */
		COMPLETION("completion"),

		/** The same, but no attempt can have arrived. */
		UNSENT_COMPLETION("unsent.completion"),

		/** A running task, with the report for the case that the worker ends. */
		RUNNING("running"),

		/** A report that has expired. */
		EXPIRED("expired");

		private final String ending;

		Kind(String ending) {
			this.ending = ending;
		}

		static Kind of(TaskReport report, boolean mayHaveArrived) {
			return ((report instanceof TaskCompletion) ? COMPLETION : FAILURE).as(mayHaveArrived);
		}

		/** The same kind, with or without the mark that no attempt can have arrived. */
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
