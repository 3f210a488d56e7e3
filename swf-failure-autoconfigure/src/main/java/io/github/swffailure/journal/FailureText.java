package io.github.swffailure.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import io.github.swffailure.TaskFailure;

/**
 * A failure as text that a person can read: version 1 of the format of the journal.
 *
 * <pre>
 * swf-failure-journal 1
 * task-token: AAAAKgAAAAIAAAAA...
 * activity-name: charge
 * reason: IOException: disk
 * details:
 *  java.io.IOException: disk
 *  	at Disk.write
 * crc32: 1c291ca3
 * </pre>
 *
 * UTF-8, one line a field in any order, absent fields left out; line breaks and other
 * control characters, backslashes and halves of characters are escaped as in Java. The
 * details stand on lines of their own, each after one space. The last line is the CRC-32
 * of all bytes before it. There is no JSON library on a worker's class path for certain,
 * and a format of lines needs none.
 */
final class FailureText {

	private static final String MAGIC = "swf-failure-journal ";

	private static final String VERSION = "1";

	private static final String CHECKSUM = "crc32: ";

	private FailureText() {
	}

	static byte[] write(TaskFailure failure) {
		StringBuilder text = new StringBuilder(1024).append(MAGIC).append(VERSION).append('\n');
		FailureFields.of(failure).forEach((name, value) -> {
			if (value != null) {
				text.append(name).append(": ").append(Escapes.escape(value)).append('\n');
			}
		});
		appendDetails(text, failure.description().details());
		String checksum = checksum(text.toString());
		text.append(CHECKSUM).append(checksum).append('\n');
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void appendDetails(StringBuilder text, String details) {
		if (!details.isEmpty()) {
			text.append(FailureFields.DETAILS).append(":\n");
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

	static TaskFailure read(byte[] content) throws UnreadableFileException {
		String text = new String(content, StandardCharsets.UTF_8);
		check(text);
		try {
			return FailureFields.failure(parse(text));
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw new UnreadableFileException("it is not as it should be: " + ex.getMessage());
		}
	}

	private static void check(String text) throws UnreadableFileException {
		if (text.isEmpty()) {
			throw new UnreadableFileException("it is empty");
		}
		if (!text.startsWith(MAGIC)) {
			throw new UnreadableFileException("it is not a file of the journal");
		}
		if (!text.startsWith(MAGIC + VERSION + "\n")) {
			throw new UnreadableFileException("it is of another version than " + VERSION);
		}
		int end = text.lastIndexOf("\n" + CHECKSUM) + 1;
		if (end == 0 || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
			throw new UnreadableFileException("it is torn: its checksum does not match");
		}
	}

	private static Map<String, String> parse(String text) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (String line : text.split("\n", -1)) {
			if (line.startsWith(" ")) {
				fields.merge(FailureFields.DETAILS, Escapes.unescape(line.substring(1)),
						(before, after) -> before + "\n" + after);
			}
			else if (line.contains(": ")) {
				int colon = line.indexOf(": ");
				fields.put(line.substring(0, colon), Escapes.unescape(line.substring(colon + 2)));
			}
		}
		return fields;
	}

}
