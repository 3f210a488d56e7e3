// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.journal.FailureJournalContract.TIME;
import static io.github.swffailure.journal.FailureJournalContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Reports that belong to different endpoints, regions and domains in one directory.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReportAddressTests {

	private static final ReportAddress HERE = new ReportAddress("eu-central-1", null, "orders");

	private static final ReportAddress THERE = new ReportAddress("us-east-1", null, "orders");

	@TempDir
	private Path temporary;

	private JournalFixture fixture;

	@BeforeEach
	void locate() {
		this.fixture = new JournalFixture(this.temporary.resolve("journal"));
	}

	@Test
	void fileSaysWhereItsReportBelongs() throws IOException {
		this.fixture.openAt(HERE).add(failure("a"));
		assertThat(Files.readString(this.fixture.files(".failure").get(0)))
			.contains("\nregion: eu-central-1\ndomain: orders\n");
		DirectoryFailureJournal local = this.fixture.openAt(new ReportAddress("eu-central-1", "http://swf:1", null));
		local.add(failure("b"));
		Path file = this.fixture.files(".failure")
			.stream()
			.filter((candidate) -> candidate.toString().contains(JournalFile.keyOf(failure("b").task())))
			.findFirst()
			.orElseThrow();
		assertThat(Files.readString(file)).contains("\nregion: eu-central-1\nendpoint: http://swf:1\n")
			.doesNotContain("domain");
	}

	@ParameterizedTest
	@CsvSource({ "us-east-1,,orders", "us-east-1,,", "eu-central-1,http://localhost:4566,orders",
			"eu-central-1,,payments", ",http://localhost:4566," })
	void reportThatBelongsElsewhereIsLeftAlone(@Nullable String region, @Nullable String endpoint,
			@Nullable String domain, CapturedOutput output) throws IOException {
		ReportAddress elsewhere = new ReportAddress(region, endpoint, domain);
		Path failed = this.fixture.leaveBehind("failure", failure("a"), elsewhere);
		Path ran = this.fixture.leaveBehind("running", failure("b"), elsewhere);
		this.fixture.leaveBehind("failure", failure("c"), HERE);
		DirectoryFailureJournal journal = this.fixture.openAt(HERE);
		assertThat(journal.reports()).containsExactly(failure("c"));
		assertThat(journal.reports()).containsExactly(failure("c"));
		assertThat(journal.size()).isOne();
		assertThat(journal.losses()).isZero();
		assertThat(failed).exists();
		assertThat(ran).exists();
		assertThat(this.fixture.files(JournalFixture.DEAD + ".lock")).hasSize(1);
		assertThat(journal.leftAlone()).isEqualTo(Map.of(elsewhere.toString(), 2));
		assertThat(journal.problem()).isNull();
		assertThat(output).containsOnlyOnce("belongs to " + elsewhere + " and is left alone");
		assertThat(output).contains("this worker reports to region eu-central-1, domain orders");
		DirectoryFailureJournal there = this.fixture.openAt(elsewhere);
		assertThat(there.reports()).hasSize(2);
		assertThat(journal.reports()).hasSize(1);
		assertThat(journal.problem()).isNull();
		assertThat(journal.leftAlone()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "eu-central-1,,orders", "eu-central-1,," })
	void reportThatMayBelongHereIsTaken(@Nullable String region, @Nullable String endpoint, @Nullable String domain)
			throws IOException {
		this.fixture.leaveBehind("failure", failure("a"), new ReportAddress(region, endpoint, domain));
		assertThat(this.fixture.openAt(HERE).reports()).containsExactly(failure("a"));
	}

	@Test
	void domainThatIsNotKnownHereKeepsNothingAway() throws IOException {
		this.fixture.leaveBehind("failure", failure("a"), HERE);
		assertThat(this.fixture.openAt(new ReportAddress("eu-central-1", null, null)).reports()).hasSize(1);
	}

	@Test
	void fileOfBeforeIsTakenByWhoeverFindsIt() throws IOException {
		this.fixture.leaveBehind("failure", failure("a"));
		assertThat(this.fixture.openAt(THERE).reports()).containsExactly(failure("a"));
	}

	@Test
	void workerThatDoesNotKnowItsAddressYetWaits() throws IOException {
		AtomicReference<@Nullable ReportAddress> address = new AtomicReference<>();
		this.fixture.leaveBehind("failure", failure("a"), HERE);
		this.fixture.leaveBehind("failure", failure("b"), THERE);
		this.fixture.leaveBehind("failure", failure("c"));
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 100,
				JournalFixture.CLOCK, (mayTakeTime) -> mayTakeTime ? address.get() : null, null);
		assertThat(journal.reports()).containsExactly(failure("c"));
		assertThat(journal.leftAlone()).hasSize(2);
		address.set(HERE);
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("c"));
		assertThat(journal.leftAlone()).containsOnlyKeys(THERE.toString());
	}

	@Test
	void startWaitsForNoAddress() throws IOException {
		this.fixture.leaveBehind("failure", failure("a"), HERE);
		this.fixture.leaveBehind("failure", failure("b"));
		List<Boolean> asked = new ArrayList<>();
		DirectoryFailureJournal journal = new DirectoryFailureJournal(this.fixture.directory(), 100,
				JournalFixture.CLOCK, (mayTakeTime) -> {
					asked.add(mayTakeTime);
					return HERE;
				}, null);
		assertThat(asked).isEmpty();
		assertThat(journal.size()).isZero();
		journal.add(failure("c"));
		assertThat(asked).containsExactly(false);
		assertThat(journal.reports()).hasSize(3);
		assertThat(asked).containsExactly(false, true);
	}

	@Test
	void manyReportsThatBelongElsewhereHideNoneThatBelongsHere() throws IOException {
		for (int i = 0; i < 2 * TakeOver.BATCH; i++) {
			this.fixture.leaveBehind("failure", failure("there" + i, TIME.minusSeconds(1), ""), THERE);
		}
		this.fixture.leaveBehind("failure", failure("here"), HERE);
		DirectoryFailureJournal journal = this.fixture.openAt(HERE);
		assertThat(journal.reports()).containsExactly(failure("here"));
		assertThat(journal.leftAlone()).isEqualTo(Map.of(THERE.toString(), 2 * TakeOver.BATCH));
	}

	@Test
	void addressesThatDifferReadDifferently() {
		assertThat(Stream
			.of("eu-central-1,http://swf:1,orders", "us-east-1,http://swf:1,orders", "us-east-1,http://swf:2,orders",
					"us-east-1,http://swf:2,payments", "us-east-1,,payments")
			.map((parts) -> parts.split(",", -1))
			.map((parts) -> new ReportAddress(parts[0], parts[1].isEmpty() ? null : parts[1], parts[2]).toString()))
			.doesNotHaveDuplicates()
			.contains("endpoint http://swf:1, region eu-central-1, domain orders", "region us-east-1, domain payments");
	}

	@Test
	void addressIsAtLeastARegionOrAnEndpoint() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReportAddress(null, null, "orders"))
			.withMessage("An address must have a region or an endpoint");
	}

}
