// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What every journal does. */
public abstract class FailureJournalContract {

	public static final Instant TIME = Instant.parse("2026-11-23T10:00:00.123Z");

	protected abstract FailureJournal journal(int capacity);

	public static TaskFailure failure(String token) {
		return failure(token, TIME, "at Disk.write");
	}

	public static TaskFailure failure(String token, Instant time, String details) {
		ActivityTask task = new ActivityTask(token, "charge-42", new ActivityTask.Type("charge", "1.0"),
				new ActivityTask.Execution("order-42", "run-1"));
		return new TaskFailure(task,
				new FailureDescription("IOException: disk", details, Set.of(FailureDescription.Field.DETAILS)),
				new FailureOrigin("java.io.IOException", "00c0ffee", false), time);
	}

	public static FailureDescription description(TaskReport report) {
		return ((TaskFailure) report).description();
	}

	@Test
	void newJournalIsEmptyAndInGoodCondition() {
		FailureJournal journal = journal(10);
		assertThat(journal.size()).isZero();
		assertThat(journal.reports()).isEmpty();
		assertThat(journal.problem()).isNull();
		assertThat(journal.losses()).isZero();
		assertThat(journal.oldest()).isNull();
	}

	@Test
	void failureIsKeptAsItIs() {
		FailureJournal journal = journal(10);
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.size()).isOne();
		assertThat(journal.contains(failure("a"))).isTrue();
		assertThat(journal.contains(failure("b"))).isFalse();
	}

	@Test
	void taskOfWhichOnlyTheTokenIsKnownIsKept() {
		FailureJournal journal = journal(10);
		TaskFailure failure = new TaskFailure(ActivityTask.ofToken("only"), new FailureDescription("", ""),
				new FailureOrigin("X", "y", true), TIME);
		journal.add(failure);
		assertThat(journal.reports()).containsExactly(failure);
	}

	@Test
	void everyTextSurvives() {
		FailureJournal journal = journal(10);
		String text = "a=b: \\ \"q\"\r\n\t#! \u0000\u001f\u007f\u0085\u2028 \uD83D\uDE00 \uFFFF é";
		TaskFailure failure = new TaskFailure(
				new ActivityTask("AAAA+/=\n" + text, text, new ActivityTask.Type(text, ""),
						new ActivityTask.Execution(text, text)),
				new FailureDescription(text, "\n" + text.repeat(500)), new FailureOrigin(text, text, true), TIME);
		journal.add(failure);
		assertThat(journal.reports()).containsExactly(failure);
	}

	@Test
	void removedFailureIsGone() {
		FailureJournal journal = journal(10);
		journal.add(failure("a"));
		journal.add(failure("b"));
		journal.remove(failure("a"));
		journal.remove(failure("never"));
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(journal.size()).isOne();
	}

	@Test
	void secondFailureOfATaskReplacesTheFirst() {
		FailureJournal journal = journal(10);
		journal.add(failure("a"));
		TaskFailure second = failure("a", TIME.plusSeconds(1), "second");
		assertThat(journal.add(second)).isTrue();
		assertThat(journal.reports()).containsExactly(second);
		journal.remove(failure("a"));
		assertThat(journal.size()).isZero();
	}

	@Test
	void oldestComesFirst() {
		FailureJournal journal = journal(100);
		List<TaskFailure> added = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			added.add(failure("token" + i, TIME.plus(Duration.ofMillis(i)), ""));
		}
		added.forEach(journal::add);
		assertThat(journal.reports()).containsExactlyElementsOf(added);
		assertThat(journal.oldest()).isEqualTo(TIME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1000000000-01-01T00:00:00Z", "-0001-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z",
			"1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z",
			"+1000000000-12-31T23:59:59.999Z" })
	void anyStampIsKeptRemovedAndSetAside(Instant time) {
		FailureJournal journal = journal(10);
		TaskFailure stamped = failure("a", time, "at Disk.write");
		assertThat(journal.add(stamped)).isTrue();
		assertThat(journal.reports()).containsExactly(stamped);
		assertThat(journal.oldest()).isNotNull();
		assertThat(journal.contains(stamped)).isTrue();
		journal.expire(stamped);
		assertThat(journal.expired()).containsExactly(stamped);
		assertThat(journal.requeue(stamped)).isTrue();
		assertThat(journal.add(stamped)).isTrue();
		journal.remove(stamped);
		assertThat(journal.size()).isZero();
		assertThat(journal.reports()).isEmpty();
	}

	@Test
	void fullJournalTakesNoMoreUntilThereIsRoom() {
		FailureJournal journal = journal(2);
		journal.add(failure("a"));
		journal.add(failure("b"));
		assertThat(journal.add(failure("c"))).isFalse();
		assertThat(journal.add(failure("b"))).isTrue();
		assertThat(journal.problem()).contains("full");
		assertThat(journal.losses()).isOne();
		journal.remove(failure("a"));
		journal.remove(failure("b"));
		assertThat(journal.add(failure("c"))).isTrue();
		assertThat(journal.problem()).isNull();
		assertThat(journal.losses()).isOne();
	}

	@Test
	void removalWhileReadingDisturbsNobody() {
		FailureJournal journal = journal(100);
		for (int i = 0; i < 20; i++) {
			journal.add(failure("token" + i, TIME.plusMillis(i), ""));
		}
		journal.reports().forEach(journal::remove);
		assertThat(journal.size()).isZero();
	}

	@Test
	void interruptedThreadIsServedAndStaysInterrupted() {
		FailureJournal journal = journal(10);
		Thread.currentThread().interrupt();
		boolean kept = journal.add(failure("a")) && journal.contains(failure("a"));
		long count = journal.reports().count();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(kept).isTrue();
		assertThat(count).isOne();
		assertThat(journal.add(failure("b"))).isTrue();
	}

	@Test
	void manyThreadsMayUseItAtOnce() throws Exception {
		FailureJournal journal = journal(1_000);
		ExecutorService executor = Executors.newFixedThreadPool(8);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> done = new ArrayList<>();
		for (int t = 0; t < 8; t++) {
			int thread = t;
			done.add(executor.submit(() -> {
				start.await();
				for (int i = 0; i < 40; i++) {
					TaskFailure failure = failure("token" + thread + "-" + i);
					assertThat(journal.add(failure)).isTrue();
					if (i % 2 == 0) {
						journal.remove(failure);
					}
				}
				return null;
			}));
		}
		start.countDown();
		for (Future<?> thread : done) {
			thread.get();
		}
		executor.shutdown();
		assertThat(journal.size()).isEqualTo(160);
		assertThat(journal.reports()).hasSize(160);
	}

	@Test
	void capacityIsAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> journal(0))
			.withMessage("A failure journal must have room for at least 1 failure but has 0");
	}

	@Test
	void failureThatWasKeptMayHaveArrivedUntilItIsKnownNotTo() {
		FailureJournal journal = journal(10);
		assertThat(journal.mayHaveArrived(failure("a"))).isTrue();
		journal.add(failure("a"));
		journal.add(failure("b"));
		assertThat(journal.mayHaveArrived(failure("a"))).isTrue();
		journal.setMayHaveArrived(failure("a"), false);
		assertThat(journal.mayHaveArrived(failure("a"))).isFalse();
		assertThat(journal.mayHaveArrived(failure("b"))).isTrue();
		assertThat(journal.reports()).containsExactlyInAnyOrder(failure("a"), failure("b"));
		journal.setMayHaveArrived(failure("a"), false);
		journal.setMayHaveArrived(failure("a"), true);
		assertThat(journal.mayHaveArrived(failure("a"))).isTrue();
		assertThat(journal.size()).isEqualTo(2);
	}

	@Test
	void noteThatNothingArrivedGoesWithItsFailure() {
		FailureJournal journal = journal(10);
		journal.setMayHaveArrived(failure("a"), false);
		assertThat(journal.size()).isZero();
		journal.add(failure("a"));
		journal.setMayHaveArrived(failure("a"), false);
		TaskFailure second = failure("a", TIME.plusSeconds(1), "second");
		journal.add(second);
		assertThat(journal.mayHaveArrived(second)).isTrue();
		journal.setMayHaveArrived(second, false);
		journal.remove(second);
		assertThat(journal.mayHaveArrived(second)).isTrue();
		assertThat(journal.reports()).isEmpty();
	}

	@Test
	void noteWhileReadingHidesNothing() {
		FailureJournal journal = journal(100);
		for (int i = 0; i < 20; i++) {
			journal.add(failure("token" + i, TIME.plusMillis(i), ""));
		}
		List<TaskReport> read = new ArrayList<>();
		journal.reports().forEach((failure) -> {
			read.add(failure);
			for (int i = 0; i < 20; i++) {
				journal.setMayHaveArrived(failure("token" + i), i % 2 == read.size() % 2);
			}
		});
		assertThat(read).hasSize(20).doesNotHaveDuplicates();
	}

	@Test
	void expiredFailureIsSetAsideAndKeptAgainOnRequest() {
		FailureJournal journal = journal(10);
		journal.add(failure("a"));
		journal.add(failure("b"));
		assertThat(journal.expire(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("b"));
		assertThat(journal.size()).isOne();
		assertThat(journal.contains(failure("a"))).isFalse();
		assertThat(journal.expired()).containsExactly(failure("a"));
		assertThat(journal.losses()).isZero();
		assertThat(journal.requeue(failure("a"))).isTrue();
		assertThat(journal.expired()).isEmpty();
		assertThat(journal.reports()).filteredOn((failure) -> failure.task().taskToken().equals("a"))
			.singleElement()
			.satisfies((again) -> {
				assertThat(description(again)).isEqualTo(failure("a").description());
				assertThat(again.time()).isAfter(TIME);
			});
		assertThat(journal.mayHaveArrived(failure("a"))).isTrue();
		assertThat(journal.requeue(failure("a"))).isFalse();
	}

	@Test
	void whatIsNotKeptDoesNotExpire() {
		FailureJournal journal = journal(10);
		assertThat(journal.expire(failure("never"))).isFalse();
		assertThat(journal.requeue(failure("never"))).isFalse();
		assertThat(journal.expired()).isEmpty();
	}

	@Test
	void expiredFailureIsNotKeptAgainWithoutRoom() {
		FailureJournal journal = journal(1);
		journal.add(failure("a"));
		journal.expire(failure("a"));
		journal.add(failure("b"));
		assertThat(journal.requeue(failure("a"))).isFalse();
		assertThat(journal.expired()).containsExactly(failure("a"));
		assertThat(journal.reports()).containsExactly(failure("b"));
	}

	@Test
	void requeueTakesNoMoreRoomThanItsReport() {
		FailureJournal journal = journal(1);
		for (int i = 0; i < 3; i++) {
			assertThat(journal.add(failure("a"))).isTrue();
			journal.expire(failure("a"));
			assertThat(journal.requeue(failure("never"))).isFalse();
			assertThat(journal.requeue(failure("a"))).isTrue();
			journal.remove(failure("a"));
		}
	}

	@Test
	void atMostAsManyExpiredAreSetAsideAsCanBeKept() {
		FailureJournal journal = journal(1);
		journal.add(failure("a"));
		assertThat(journal.expire(failure("a"))).isTrue();
		journal.add(failure("b"));
		assertThat(journal.expire(failure("b"))).isFalse();
		assertThat(journal.size()).isZero();
		assertThat(journal.expired()).containsExactly(failure("a"));
	}

	@Test
	void setAsideIsWhatWasKeptNotWhatIsGiven() {
		FailureJournal journal = journal(10);
		journal.add(failure("a"));
		journal.expire(failure("a", TIME.plusSeconds(1), "of the caller"));
		assertThat(journal.expired()).containsExactly(failure("a"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "{\"id\": 42}", "one\ntwo: three\n" })
	void completionIsKeptAsItIs(@Nullable String result) {
		FailureJournal journal = journal(10);
		TaskCompletion completion = new TaskCompletion(failure("a").task(), result, TIME);
		assertThat(journal.add(completion)).isTrue();
		assertThat(journal.reports()).containsExactly(completion);
		assertThat(journal.mayHaveArrived(completion)).isTrue();
		journal.setMayHaveArrived(completion, false);
		assertThat(journal.mayHaveArrived(completion)).isFalse();
		assertThat(journal.expire(completion)).isTrue();
		assertThat(journal.expired()).containsExactly(completion);
		assertThat(journal.requeue(completion)).isTrue();
		assertThat(journal.reports()).singleElement()
			.satisfies((again) -> assertThat(((TaskCompletion) again).result()).isEqualTo(result));
		journal.remove(completion);
		assertThat(journal.reports()).isEmpty();
	}

	@Test
	void failureOfTheSameTimeReplacesACompletion() {
		FailureJournal journal = journal(1);
		journal.add(new TaskCompletion(failure("a").task(), "result", TIME));
		assertThat(journal.add(failure("a"))).isTrue();
		assertThat(journal.reports()).containsExactly(failure("a"));
		assertThat(journal.size()).isOne();
	}

	@Test
	void newestComeFirstFromTheOtherEnd() {
		FailureJournal journal = journal(10);
		for (int i = 0; i < 5; i++) {
			journal.add(failure("token" + i, TIME.plusMillis(i), ""));
		}
		journal.remove(failure("token3"));
		assertThat(journal.newestFirst()).extracting((report) -> report.task().taskToken())
			.containsExactly("token4", "token2", "token1", "token0");
	}

}
