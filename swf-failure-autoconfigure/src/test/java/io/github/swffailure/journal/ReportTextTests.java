// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a file may say that was not written by this version, or not by a machine.
 */
class ReportTextTests {

	private static final String LEAST = "time: 2026-11-23T10:00:00.123Z\ntask-token: a\n";

	private static TaskReport read(String fields) throws ReportContent.UnreadableFileException {
		byte[] content = ("swf-failure-journal 1\n" + fields).getBytes(StandardCharsets.UTF_8);
		CRC32 crc = new CRC32();
		crc.update(content);
		ByteArrayOutputStream sealed = new ByteArrayOutputStream();
		sealed.writeBytes(content);
		sealed.writeBytes(
				("crc32: " + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
		return ReportText.read(sealed.toByteArray()).report();
	}

	@Test
	void timeAndTokenAreEnough() throws ReportContent.UnreadableFileException {
		TaskFailure failure = (TaskFailure) read(LEAST);
		assertThat(failure.time()).isEqualTo(TIME);
		assertThat(failure.task().taskToken()).isEqualTo("a");
		assertThat(failure.task().activityId()).isNull();
		assertThat(failure.task().type()).isNull();
		assertThat(failure.task().execution()).isNull();
		assertThat(failure.description().reason()).isEmpty();
		assertThat(failure.description().details()).isEmpty();
		assertThat(failure.description().truncated()).isEmpty();
		assertThat(failure.origin().cancellation()).isFalse();
	}

	@Test
	void fieldsMayStandInAnyOrderAndUnknownOnesAreLeftOut() throws ReportContent.UnreadableFileException {
		TaskFailure failure = (TaskFailure) read("""
				details:
				 first
				 second
				note: from an operator
				truncated: REASON DETAILS
				reason: IOException: disk
				""" + LEAST + "run-id: alone\nactivity-name: charge\n");
		assertThat(failure.description().reason()).isEqualTo("IOException: disk");
		assertThat(failure.description().details()).isEqualTo("first\nsecond");
		assertThat(failure.description().truncated()).hasSize(2);
		assertThat(failure.task().execution()).isNull();
		assertThat(failure.task().type()).isEqualTo(new ActivityTask.Type("charge", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			task-token: a                                  | the field 'time' is missing
			time: 2026-11-23T10:00:00Z                     | the field 'task-token' is missing
			time: yesterday;task-token: a                  | could not be parsed
			time: 2026-11-23T10:00:00Z;task-token: a\\x    | a backslash precedes an unknown character
			time: 2026-11-23T10:00:00Z;task-token: a\\     | a backslash precedes an unknown character
			time: 2026-11-23T10:00:00Z;task-token: \\u00zz | its content is invalid
			time: 2026-11-23T10:00:00Z;task-token: a\\u00  | four digits
			time: 2026-11-23T10:00:00Z;task-token: a\\u    | four digits
			time: 2026-11-23T10:00:00Z;task-token: a;truncated: INPUT | INPUT
			""")
	void wholeFileThatMakesNoSenseIsUnreadable(String fields, String complaint) {
		assertThatExceptionOfType(ReportContent.UnreadableFileException.class)
			.isThrownBy(() -> read(fields.replace(";", "\n") + "\n"))
			.withMessageStartingWith("its content is invalid: ")
			.withMessageContaining(complaint);
	}

	@ParameterizedTest
	@ValueSource(ints = { 257, 1_000 })
	void textThatSwfWouldRefuseIsUnreadable(int length) {
		assertThatExceptionOfType(ReportContent.UnreadableFileException.class)
			.isThrownBy(() -> read(LEAST + "reason: " + "r".repeat(length) + "\n"))
			.withMessageContaining("256");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "x", "crc32: 00000000\n" })
	void whatFollowsTheChecksumMakesItUnreadable(String appended) {
		byte[] whole = ReportText.write(failure("a"), null);
		String more = new String(whole, StandardCharsets.UTF_8) + appended;
		assertThatExceptionOfType(ReportContent.UnreadableFileException.class)
			.isThrownBy(() -> ReportText.read(more.getBytes(StandardCharsets.UTF_8)))
			.withMessage("it is incomplete: its checksum does not match");
	}

	@Test
	void everyFlippedBitIsRecognised() {
		byte[] whole = ReportText.write(failure("AAAA+/=", TIME, "é \uD83D\uDE00\n\tat Disk.write"), null);
		for (int bit = 0; bit < whole.length * 8; bit++) {
			byte[] flipped = whole.clone();
			flipped[bit / 8] ^= (byte) (1 << (bit % 8));
			assertThatExceptionOfType(ReportContent.UnreadableFileException.class).as("bit %s", bit)
				.isThrownBy(() -> ReportText.read(flipped));
		}
	}

}
