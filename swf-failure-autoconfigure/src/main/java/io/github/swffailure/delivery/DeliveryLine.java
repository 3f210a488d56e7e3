// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskReport;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * Takes a report to SWF, in the same way for the first delivery and each later one: keep
 * it in the journal, send it, remove it if the answer is final, call the listeners.
 * <p>
 * Safe for use by several threads, also interrupted ones. Two threads never send the same
 * report at the same time. The last {@value ReportedTokens#CAPACITY} tokens are
 * remembered, at most 12 MB: a second report of one of these tasks waits for the first
 * and returns its outcome.
 */
public final class DeliveryLine {

	private final SwfSender sender;

	private final SafeJournal journal;

	private final TaskFailureListeners listeners;

	private final CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);

	private final Set<String> underWay = ConcurrentHashMap.newKeySet();

	private final ReportedTokens reported = new ReportedTokens();

	private volatile Observer observer = new Observer() {
	};

	/**
	 * Creates a line.
	 * @param swf supplies the client for each report
	 * @param attemptTimeout maximum time of one delivery, more than zero; set on each
	 * request, whoever built the client
	 * @param journal keeps what is undelivered
	 * @param listeners called before and after each attempt
	 * @param details encodes the details of a failure for SWF
	 */
	public DeliveryLine(Supplier<SwfClient> swf, Duration attemptTimeout, FailureJournal journal,
			TaskFailureListeners listeners, Function<String, @Nullable String> details) {
		this.sender = new SwfSender(swf, attemptTimeout, details);
		this.journal = new SafeJournal(journal);
		this.listeners = listeners;
	}

	FailureJournal journal() {
		return this.journal.journal();
	}

	void prepare() {
		this.listeners.hold();
	}

	Duration attemptTimeout() {
		return this.sender.attemptTimeout();
	}

	boolean isIdle() {
		return this.underWay.isEmpty();
	}

	CircuitBreaker breaker() {
		return this.breaker;
	}

	void observedBy(Observer redelivery) {
		this.observer = redelivery;
	}

	/**
	 * Creates a reporter that delivers on this line.
	 * @param describer describes exceptions
	 * @param redactor redacts cancellations and plain reports
	 * @param limits maximum lengths of plain reports
	 * @param clock says when a failure happened
	 * @return the reporter
	 */
	public TaskFailureReporter reporter(FailureDescriber describer, FailureRedactor redactor, Limits limits,
			Clock clock) {
		return new SwfTaskFailureReporter(this, new SafeDescriber(describer, redactor, limits, clock));
	}

	/**
	 * Delivers a report for the first time, within the attempt timeout. Never throws. A
	 * result whose text SWF refuses is replaced by a failure that says so.
	 * @param report the failure or completion
	 * @return its outcome, or that of an earlier report of the same task
	 */
	public ReportOutcome deliver(TaskReport report) {
		return deliver(report.task(), () -> report);
	}

	ReportOutcome deliver(ActivityTask task, Supplier<? extends TaskReport> report) {
		return this.reported.onceSafely(task, () -> deliverFirst(report.get()));
	}

	private ReportOutcome deliverFirst(TaskReport report) {
		this.underWay.add(report.task().taskToken());
		try {
			boolean kept = this.journal.keep(report);
			Delivery delivery = (kept && !this.breaker.permitsCall()) ? holdBack(report)
					: send(report, false, kept ? attemptTimeout() : null);
			return conclude(report, delivery, kept).outcome();
		}
		finally {
			this.underWay.remove(report.task().taskToken());
		}
	}

	/**
	 * Delivers a report from the journal.
	 * @param last whether this is the last attempt, after which the report expires
	 * @param timeout maximum time to take, not more than the attempt timeout
	 * @return the attempt, or {@code null} if another thread is delivering the report or
	 * has delivered it
	 */
	@Nullable Delivery redeliver(TaskReport report, boolean last, Duration timeout) {
		if (!this.underWay.add(report.task().taskToken())) {
			return null;
		}
		try {
			return journal().contains(report) ? concludeAgain(report, send(report, true, timeout), last) : null;
		}
		finally {
			this.underWay.remove(report.task().taskToken());
		}
	}

	private Delivery concludeAgain(TaskReport report, Delivery delivery, boolean last) {
		if (!last || delivery.outcome().isFinal()) {
			return conclude(report, delivery, true);
		}
		journal().expire(report);
		Delivery expired = new Delivery(ReportOutcome.EXPIRED, true, delivery.duration(), delivery.error());
		this.listeners.attempted(report, expired);
		return expired;
	}

	/** Corrects the journal, which assumes that a kept report is sent at once. */
	private Delivery holdBack(TaskReport report) {
		this.listeners.attempting(report, false);
		this.journal.note(report, false);
		return CircuitBreaker.HeldBackException.delivery();
	}

	/** Without a timeout, because the journal has no room, retries until it has. */
	private Delivery send(TaskReport report, boolean again, @Nullable Duration timeout) {
		this.listeners.attempting(report, again);
		long start = System.nanoTime();
		boolean mayHaveArrived = again && journal().mayHaveArrived(report);
		if (again && !mayHaveArrived) {
			this.journal.note(report, true);
		}
		SwfAnswer answer = (timeout != null) ? this.sender.send(report, again, mayHaveArrived, timeout)
				: this.sender.sendUntil(report, () -> this.journal.keep(report));
		this.observer.onAnswer(answer);
		if (this.breaker.after(report, answer, start)) {
			this.observer.onRecovery();
		}
		if (!answer.outcome().isFinal() && !answer.mayHaveArrived()) {
			this.journal.note(report, false);
		}
		return answer.toDelivery(start, again);
	}

	private Delivery conclude(TaskReport report, Delivery delivery, boolean kept) {
		if (report instanceof TaskCompletion completion && delivery.outcome() == ReportOutcome.REJECTED) {
			return replace(completion, delivery);
		}
		Delivery concluded = delivery;
		if (delivery.outcome().isFinal()) {
			this.journal.forget(report);
		}
		else if (!kept && !this.journal.keep(report)) {
			concluded = new Delivery(ReportOutcome.EXPIRED, delivery.redelivery(), delivery.duration(),
					delivery.error());
		}
		this.listeners.attempted(report, concluded);
		if (!concluded.outcome().isFinal() && !concluded.redelivery()) {
			this.observer.onKept(report, concluded);
		}
		return concluded;
	}

	/** The task of a refused result fails: otherwise it would stay open. */
	private Delivery replace(TaskCompletion refused, Delivery delivery) {
		this.listeners.onCompletion(refused, delivery);
		TaskFailure failure = SwfSender.refused(refused, delivery.error());
		boolean kept = this.journal.keep(failure);
		return conclude(failure, send(failure, false, kept ? attemptTimeout() : null), kept);
	}

	/**
	 * Maximum lengths of texts, in UTF-16 units.
	 *
	 * @param reason that of the reason
	 * @param details that of the details
	 */
	public record Limits(int reason, int details) {

		/** What SWF accepts. */
		public static final Limits OF_SWF = new Limits(FailureDescription.MAX_REASON_LENGTH,
				FailureDescription.MAX_DETAILS_LENGTH);

	}

	/** Called by the line, for redelivery. */
	interface Observer {

		/** A call to SWF has ended, with or without an answer. */
		default void onAnswer(SwfAnswer answer) {
		}

		/** SWF is back after an outage. */
		default void onRecovery() {
		}

		/** The journal keeps a report that the first delivery could not deliver. */
		default void onKept(TaskReport report, Delivery delivery) {
		}

	}

}
