// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SuppressWarnings("NullAway")
class ReportedFailureTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			CARD_DECLINED: Card 42: declined, CARD_DECLINED, Card 42: declined
			CARD_DECLINED,                    CARD_DECLINED, CARD_DECLINED
			SQLException: refused,            -,             refused
			java.sql.SQLException: refused,   -,             refused
			connection refused,               -,             connection refused
			no route: host,                   -,             no route: host
			ERROR: duplicate key,             -,             ERROR: duplicate key
			FATAL: no such role,              -,             FATAL: no such role
			java.util.concurrent.Reje...: no, -,             java.util.concurrent.Reje...: no
			'',                               -,             ''
			-,                                -,             ''
			""")
	void reasonAloneTellsCodeAndMessage(String reason, String code, String message) {
		ReportedFailure failure = ReportedFailure.parse(reason, null);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(failure.message()).isEqualTo(message);
		assertThat(failure.retryable()).isTrue();
		assertThat(failure.hasCode("CARD_DECLINED")).isEqualTo(code != null);
	}

	@Test
	void jsonDetailsTellTheRest() {
		ReportedFailure failure = ReportedFailure.parse("CARD_DECLINED: no",
				"""
						{"type":"com.example.\\u0041","message":"\\"code\\":\\"X\\"}","frames":["a\\\\","]"],"n":{"retryable":[1]},\
						"code":"CARD_DECLINED","retryable":false,"fingerprint":"0123","causes":[{"type":"b"}]}""");
		assertThat(failure).isEqualTo(new ReportedFailure("CARD_DECLINED", "no", "com.example.A", false, "0123"));
	}

	@Test
	void flowDetailsTellTheRest() {
		ReportedFailure failure = ReportedFailure.parse("A: no", """
				["java.lang.RuntimeException",{"message":"\\"swfFailure\\":{\\"type\\":\\"forged\\"}",\
				"swfFailure":{"type":"com.example.A","fingerprint":"0123"},"stackTrace":[],"cause":null}]""");
		assertThat(failure).isEqualTo(new ReportedFailure(null, "no", "com.example.A", true, "0123"));
	}

	@Test
	void stackTraceAndSimpleflowTellTheType() {
		assertThat(ReportedFailure.parse("x", "com.example.A$B: no\n\tat x").type()).isEqualTo("com.example.A$B");
		assertThat(ReportedFailure.parse("x", "com.example.A\n\tat x").type()).isEqualTo("com.example.A");
		assertThat(ReportedFailure.parse("x", "{\"error\":\"A\",\"error_type\":\"com.example.A\"}").type())
			.isEqualTo("com.example.A");
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.util.concurrent.Reje...", "java.util.conc... 12 characters omitted ...tion",
			"com.example..A", ".A", "A.", "..." })
	void cutTypeIsNoName(String type) {
		assertThat(ReportedFailure.parse("x", type + ": no\n\tat x").type()).isNull();
		assertThat(ReportedFailure.parse("x", type).type()).isNull();
	}

	@Test
	void codeOfTheDetailsCountsNotAWordOfTheReason() {
		ReportedFailure failure = ReportedFailure.parse("DUPLICATE: key",
				"java.sql.SQLException: DUPLICATE: key\nswf-failure: fingerprint=0123");
		assertThat(failure)
			.isEqualTo(new ReportedFailure(null, "DUPLICATE: key", "java.sql.SQLException", true, "0123"));
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "{", "{}", "[", "[]", "{\"code\":", "{\"code\":\"X", "{\"code\":\"\\u12",
			"[\"swfFailure\":{", "{\"a\":[", "plain words", "{'code':'X'}", "{\"code\":5}" })
	void whatIsNotUnderstoodIsNotTold(String details) {
		ReportedFailure failure = ReportedFailure.parse("SQLException: x", details);
		assertThat(failure).isEqualTo(new ReportedFailure(null, "x", null, true, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "declined", "Declined", "CARD-DECLINED", "CARD DECLINED", "9LIVES", "_X", "A:B" })
	void codeThatCouldBeMistakenIsRefused(String code) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReasonCode(code, true))
			.withMessage(
					"Failure code '" + code + "' is not valid: use a capital letter, then at most 63 capital letters,"
							+ " digits and underscores, as in 'CARD_DECLINED'");
	}

	@Test
	void longestCodeIsAccepted() {
		assertThat(new ReasonCode("A".repeat(64), true).code()).hasSize(64);
		assertThatIllegalArgumentException().isThrownBy(() -> new ReasonCode("A".repeat(65), true));
	}

}
