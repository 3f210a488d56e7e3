// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailurePayloadCodec;
import io.github.swffailure.ReportedFailure;
import io.github.swffailure.Repository;
import io.github.swffailure.journal.DirectoryFailureJournal;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is kept and sent under a key, with the codec that the documentation shows.
 */
class PayloadCodecTests {

	private static final FailurePayloadCodec CODEC = codec(1);

	@TempDir
	private Path temporary;

	private final TestDatabase database = TestDatabase.of(Database.H2);

	private static FailurePayloadCodec codec(int key) {
		byte[] bytes = new byte[16];
		bytes[0] = (byte) key;
		return new AesGcmCodec(new SecretKeySpec(bytes, "AES"));
	}

	private JdbcFailureJournal table(@Nullable FailurePayloadCodec codec) {
		return new JdbcFailureJournal(this.database.dataSource(), this.database.settings(10, Duration.ofMinutes(1)),
				(mayTakeTime) -> null, codec, TestDatabase.CLOCK);
	}

	private DirectoryFailureJournal directory(@Nullable FailurePayloadCodec codec) {
		return new DirectoryFailureJournal(this.temporary.resolve("journal"), 10, TestDatabase.CLOCK,
				(mayTakeTime) -> null, codec);
	}

	private List<Path> files(String ending) throws IOException {
		try (Stream<Path> files = Files.list(this.temporary.resolve("journal"))) {
			return files.filter((file) -> file.toString().endsWith(ending)).toList();
		}
	}

	@Test
	void rowHoldsNothingInClearText() {
		try (JdbcFailureJournal journal = table(CODEC)) {
			journal.add(failure("secret-token"));
			assertThat(journal.reports()).containsExactly(failure("secret-token"));
			assertThat(this.database.column("payload", "1 = 1")).doesNotContain("secret-token")
				.doesNotContain("swf-failure-journal");
		}
	}

	@Test
	void rowOfAnotherKeyIsSetAsideUntilThereIsTheRightOne() {
		try (JdbcFailureJournal journal = table(CODEC)) {
			journal.add(failure("a"));
			journal.taskStarted(failure("ran"));
			this.database.kill(journal);
		}
		for (@Nullable
		FailurePayloadCodec wrong : new FailurePayloadCodec[] { codec(2), null }) {
			try (JdbcFailureJournal journal = table(wrong)) {
				assertThat(journal.reports()).isEmpty();
				assertThat(this.database.count("owner = '(unreadable)'")).isEqualTo(2);
			}
		}
		try (JdbcFailureJournal journal = table(CODEC)) {
			assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("ran"));
		}
	}

	@Test
	void rowOfBeforeTheCodecStaysReadable() {
		try (JdbcFailureJournal journal = table(null)) {
			journal.add(failure("a"));
		}
		try (JdbcFailureJournal journal = table(CODEC)) {
			assertThat(journal.reports()).containsExactly(failure("a"));
		}
	}

	@Test
	void fileOfAnotherKeyIsSetAside() throws IOException {
		try (DirectoryFailureJournal journal = directory(CODEC)) {
			journal.add(failure("secret-token"));
			assertThat(Files.readAllBytes(files(".failure").get(0))).asString(StandardCharsets.ISO_8859_1)
				.doesNotContain("secret-token")
				.doesNotContain("swf-failure-journal");
		}
		try (DirectoryFailureJournal journal = directory(codec(2))) {
			assertThat(journal.reports()).isEmpty();
			assertThat(journal.losses()).isOne();
		}
		Path aside = files(".unreadable").get(0);
		Files.move(aside, aside.resolveSibling(aside.getFileName().toString().replace(".unreadable", "")));
		try (DirectoryFailureJournal journal = directory(CODEC)) {
			assertThat(journal.reports()).containsExactly(failure("secret-token"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatCannotBeEncodedStaysInMemory(Broken broken) {
		try (JdbcFailureJournal journal = table(broken)) {
			assertThat(journal.add(failure("a"))).isTrue();
			assertThat(journal.isDurable()).isFalse();
			assertThat(journal.problem()).startsWith("Reports cannot be written to failure journal table");
			assertThat(journal.taskStarted(failure("runs"))).isFalse();
			assertThat(journal.reports()).containsExactly(failure("a"));
			assertThat(this.database.count("kind <> 'worker'")).isZero();
		}
		try (DirectoryFailureJournal journal = directory(broken)) {
			assertThat(journal.add(failure("a"))).isTrue();
			assertThat(journal.isDurable()).isFalse();
			assertThat(journal.problem()).contains("cannot be encoded");
		}
	}

	@Test
	void reportThatCannotBeEncodedDelaysNoOther() {
		FailurePayloadCodec picky = new FailurePayloadCodec() {

			@Override
			public byte[] encode(byte[] payload) throws GeneralSecurityException {
				if (new String(payload, StandardCharsets.UTF_8).contains("too long")) {
					throw new GeneralSecurityException("too long");
				}
				return payload;
			}

			@Override
			public byte[] decode(byte[] encoded) {
				return encoded;
			}

		};
		FaultyDataSource dataSource = new FaultyDataSource(this.database.dataSource());
		TestDatabase faulty = new TestDatabase(dataSource);
		try (JdbcFailureJournal journal = new JdbcFailureJournal(dataSource, faulty.settings(10, Duration.ofSeconds(6)),
				(mayTakeTime) -> null, picky, TestDatabase.CLOCK)) {
			journal.add(failure("a"));
			journal.add(failure("too long"));
			dataSource.begin(FaultyDataSource.Fault.UNREACHABLE);
			journal.add(failure("b"));
			dataSource.end();
			Awaitility.await().until(() -> faulty.count("kind = 'failure'") == 2);
			Awaitility.await().untilAsserted(() -> assertThat(journal.reports()).hasSize(3));
			assertThat(journal.problem()).contains("GeneralSecurityException").doesNotContain("too long");
			journal.remove(failure("too long"));
			Awaitility.await().untilAsserted(() -> assertThat(journal.problem()).isNull());
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatCannotBeDecodedIsSetAside(Broken broken) {
		try (JdbcFailureJournal journal = table(CODEC)) {
			journal.add(failure("a"));
		}
		try (JdbcFailureJournal journal = table(broken)) {
			assertThat(journal.reports()).isEmpty();
			assertThat(this.database.count("owner = '(unreadable)'")).isOne();
		}
		try (JdbcFailureJournal journal = table(CODEC)) {
			assertThat(journal.reports()).containsExactly(failure("a"));
		}
	}

	private enum Broken implements FailurePayloadCodec {

		THROWS {

			@Override
			public byte[] encode(byte[] payload) throws GeneralSecurityException {
				throw new GeneralSecurityException("no key");
			}

		},

		LACKS_A_CLASS {

			@Override
			public byte[] encode(byte[] payload) {
				throw new NoClassDefFoundError("com/example/Provider");
			}

		},

		RECURSES {

			@Override
			@SuppressWarnings("InfiniteRecursion")
			public byte[] encode(byte[] payload) {
				return encode(payload);
			}

		},

		RETURNS_NULL {

			@Override
			@SuppressWarnings("NullAway") // that is what is wrong with it
			public byte[] encode(byte[] payload) {
				return null;
			}

		};

		@Override
		public byte[] decode(byte[] encoded) throws GeneralSecurityException {
			return encode(encoded);
		}

	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 24_000, FailureDescription.MAX_DETAILS_LENGTH })
	void encodedDetailsFitAndAreReadByADecider(int length) throws GeneralSecurityException {
		for (String character : List.of("x", "\u8a9e")) {
			String hints = "\n[code=CARD_DECLINED, retryable=false]";
			String details = character.repeat(length) + ((length <= 24_000) ? hints : "");
			String encoded = CODEC.encodeDetails(details);
			assertThat(encoded).startsWith("swf-failure-encoded:")
				.hasSizeLessThanOrEqualTo(FailureDescription.MAX_DETAILS_LENGTH);
			String decoded = CODEC.decodeDetails(encoded);
			assertThat(decoded.equals(details) || decoded.contains("[left out]")).isTrue();
			assertThat(decoded).endsWith(details.substring(Math.max(0, details.length() - 50)));
			assertThat(ReportedFailure.parse("x", decoded).code())
				.isEqualTo(ReportedFailure.parse("x", details).code());
			assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> codec(2).decodeDetails(encoded));
		}
		assertThat(CODEC.decodeDetails("plain")).isEqualTo("plain");
	}

	@Test
	void exampleIsTheDocumentedOne() {
		String source = Repository
			.read("swf-failure-autoconfigure/src/test/java/io/github/swffailure/journal/jdbc/AesGcmCodec.java");
		assertThat(Repository.read("docs/configuration.md")).contains(source.substring(source.indexOf("final class")));
	}

}
