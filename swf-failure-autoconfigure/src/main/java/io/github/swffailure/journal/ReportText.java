// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;

/**
 * A report as text that a person can read: version 1 of the format of the journal.
 *
 * <pre>
 * swf-failure-journal 1
 * region: eu-central-1
 * task-token: AAAAKgAAAAIAAAAA...
 * activity-name: charge
 * reason: IOException: disk
 * details:
 *  java.io.IOException: disk
 *  	at Disk.write
 * crc32: 1c291ca3
 * </pre>
 *
 * UTF-8, one line per field, in any order; absent fields are left out. Line breaks and
 * other control characters, backslashes and unpaired surrogates are escaped as in Java.
 * The details have lines of their own, each indented by one space. The address is a
 * region or an endpoint, and a domain; older files have none of these. A completion has
 * the field {@code kind} and possibly a {@code result} in place of the fields of a
 * failure. The last line is the CRC-32 of all bytes before it. The format is not JSON
 * because a worker may have no JSON library.
 */
final class ReportText {

	static final String MAGIC = "swf-failure-journal ";

	private static final String VERSION = "1";

	private static final String CHECKSUM = "crc32: ";

	private static final String DETAILS = "details";

	private static final String KIND = "kind";

	private static final String COMPLETION = "completion";

	private static final String RESULT = "result";

	private static final String REGION = "region";

	private static final String ENDPOINT = "endpoint";

	private static final String DOMAIN = "domain";

	private ReportText() {
	}

	/**
	 * Writes a report.
	 * @param report the failure or completion
	 * @param address where it belongs, if that is known
	 * @return the text in UTF-8
	 */
	static byte[] write(TaskReport report, @Nullable ReportAddress address) {
		StringBuilder text = new StringBuilder(1024).append(MAGIC).append(VERSION).append('\n');
		Map<String, @Nullable String> fields = fields(report);
		if (address != null) {
			fields.put(REGION, address.region());
			fields.put(ENDPOINT, address.endpoint());
			fields.put(DOMAIN, address.domain());
		}
		fields.forEach((name, value) -> {
			if (value != null) {
				text.append(name).append(": ").append(Escapes.escape(value)).append('\n');
			}
		});
		if (report instanceof TaskFailure failure) {
			appendDetails(text, failure.description().details());
		}
		String checksum = checksum(text.toString());
		text.append(CHECKSUM).append(checksum).append('\n');
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void appendDetails(StringBuilder text, String details) {
		if (!details.isEmpty()) {
			text.append(DETAILS).append(":\n");
			for (String line : details.split("\n", -1)) {
				text.append(' ').append(Escapes.escape(line)).append('\n');
			}
		}
	}

	private static String checksum(String text) {
		CRC32 crc = new CRC32();
		crc.update(text.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().toHexDigits((int) crc.getValue());
	}

	/**
	 * Reads a report.
	 * @param content the text in UTF-8
	 * @return the report, and where it belongs
	 * @throws ReportContent.UnreadableFileException if it will never be readable as it is
	 */
	static ReportContent read(byte[] content) throws ReportContent.UnreadableFileException {
		String text = new String(content, StandardCharsets.UTF_8);
		check(text);
		try {
			Map<String, String> fields = parse(text);
			return new ReportContent(report(fields),
					ReportAddress.of(fields.get(REGION), fields.get(ENDPOINT), fields.get(DOMAIN)));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw new ReportContent.UnreadableFileException("its content is invalid: " + ex.getMessage());
		}
	}

	private static void check(String text) throws ReportContent.UnreadableFileException {
		if (text.isEmpty()) {
			throw new ReportContent.UnreadableFileException("it is empty");
		}
		if (!text.startsWith(MAGIC)) {
			throw new ReportContent.UnreadableFileException("it is not a file of the journal");
		}
		if (!text.startsWith(MAGIC + VERSION + "\n")) {
			throw new ReportContent.UnreadableFileException("it is of another version than " + VERSION);
		}
		int end = text.lastIndexOf("\n" + CHECKSUM) + 1;
		if (end == 0 || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
			throw new ReportContent.UnreadableFileException("it is incomplete: its checksum does not match");
		}
	}

	private static Map<String, String> parse(String text) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String line : text.split("\n", -1)) {
			if (line.startsWith(" ")) {
				fields.merge(DETAILS, Escapes.unescape(line.substring(1)), (before, after) -> before + "\n" + after);
			}
			else if (line.contains(": ")) {
				int colon = line.indexOf(": ");
				fields.put(line.substring(0, colon), Escapes.unescape(line.substring(colon + 2)));
			}
		}
		return fields;
	}

	/** All fields except the details; an absent field is {@code null}. */
	private static Map<String, @Nullable String> fields(TaskReport report) {
		Map<String, @Nullable String> fields = new LinkedHashMap<>();
		ActivityTask task = report.task();
		fields.put("time", report.time().toString());
		fields.put("task-token", task.taskToken());
		fields.put("activity-id", task.activityId());
		fields.put("activity-name", (task.type() != null) ? task.type().name() : null);
		fields.put("activity-version", (task.type() != null) ? task.type().version() : null);
		fields.put("workflow-id", (task.execution() != null) ? task.execution().workflowId() : null);
		fields.put("run-id", (task.execution() != null) ? task.execution().runId() : null);
		if (report instanceof TaskFailure failure) {
			putFailure(fields, failure);
		}
		else if (report instanceof TaskCompletion completion) {
			fields.put(KIND, COMPLETION);
			fields.put(RESULT, completion.result());
		}
		return fields;
	}

	private static void putFailure(Map<String, @Nullable String> fields, TaskFailure failure) {
		fields.put("exception", failure.origin().exceptionType());
		fields.put("fingerprint", failure.origin().fingerprint());
		fields.put("cancellation", String.valueOf(failure.origin().cancellation()));
		fields.put("truncated",
				failure.description().truncated().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")));
		fields.put("reason", failure.description().reason());
	}

	private static TaskReport report(Map<String, String> fields) {
		ActivityTask task = task(fields);
		Instant time = Instant.parse(required(fields, "time"));
		if (COMPLETION.equals(fields.get(KIND))) {
			return new TaskCompletion(task, fields.get(RESULT), time);
		}
		FailureDescription description = new FailureDescription(fields.getOrDefault("reason", ""),
				fields.getOrDefault(DETAILS, ""), truncated(fields.getOrDefault("truncated", "")));
		FailureOrigin origin = new FailureOrigin(fields.getOrDefault("exception", ""),
				fields.getOrDefault("fingerprint", ""), Boolean.parseBoolean(fields.get("cancellation")));
		return new TaskFailure(task, description, origin, time);
	}

	private static ActivityTask task(Map<String, String> fields) {
		String name = fields.get("activity-name");
		String workflowId = fields.get("workflow-id");
		return new ActivityTask(required(fields, "task-token"), fields.get("activity-id"),
				(name != null) ? new ActivityTask.Type(name, fields.getOrDefault("activity-version", "")) : null,
				(workflowId != null) ? new ActivityTask.Execution(workflowId, fields.getOrDefault("run-id", ""))
						: null);
	}

	private static Set<FailureDescription.Field> truncated(String names) {
		return Arrays.stream(names.split(" "))
			.filter((name) -> !name.isEmpty())
			.map(FailureDescription.Field::valueOf)
			.collect(Collectors.toSet());
	}

	private static String required(Map<String, String> fields, String name) {
		String value = fields.get(name);
		if (value == null) {
			throw new IllegalArgumentException("the field '" + name + "' is missing");
		}
		return value;
	}

}
