package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.support.Backoff;
import io.github.swffailure.support.TaskFailureListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * The way of a failure to SWF, the same for the first delivery and each later one: keep,
 * send, forget if the answer is final, call the listeners.
 * <p>
 * Safe for use by several threads. One report is never sent by two of them at a time.
 */
public final class DeliveryLine {

	private final SwfSender sender;

	private final SafeJournal journal;

	private final TaskFailureListeners listeners;

	private final CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);

	private final Set<String> underWay = ConcurrentHashMap.newKeySet();

	private volatile Observer observer = new Observer() {
	};

	/**
	 * Creates the line.
	 * @param swf the client; asked for at the first report and at each later one
	 * @param attemptTimeout maximum time of one delivery, more than zero; set on each
	 * request, whoever built the client
	 * @param journal keeps what is undelivered
	 * @param listeners called before and after each attempt
	 */
	public DeliveryLine(Supplier<SwfClient> swf, Duration attemptTimeout, FailureJournal journal,
			TaskFailureListeners listeners) {
		this.sender = new SwfSender(swf, attemptTimeout);
		this.journal = new SafeJournal(journal);
		this.listeners = listeners;
	}

	FailureJournal journal() {
		return this.journal.journal;
	}

	/** Looks up what a context that closes does not create any more. */
	void prepare() {
		this.listeners.hold();
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

	ReportOutcome deliver(TaskFailure failure) {
		this.underWay.add(failure.task().taskToken());
		try {
			boolean kept = this.journal.keep(failure);
			Delivery delivery = (kept && !this.breaker.permitsCall()) ? holdBack(failure) : send(failure, false, kept);
			return conclude(failure, delivery, kept).outcome();
		}
		finally {
			this.underWay.remove(failure.task().taskToken());
		}
	}

	/**
	 * Delivers what the journal has kept.
	 * @param last whether this is the last attempt, after which the report expires
	 * @return the attempt, or {@code null} if there is nothing to do as another thread
	 * does it or has done it
	 */
	@Nullable Delivery redeliver(TaskFailure failure, boolean last) {
		if (!this.underWay.add(failure.task().taskToken())) {
			return null;
		}
		try {
			return journal().contains(failure) ? concludeAgain(failure, send(failure, true, true), last) : null;
		}
		finally {
			this.underWay.remove(failure.task().taskToken());
		}
	}

	private Delivery concludeAgain(TaskFailure failure, Delivery delivery, boolean last) {
		if (!last || delivery.outcome().isFinal()) {
			return conclude(failure, delivery, true);
		}
		journal().expire(failure);
		Delivery expired = new Delivery(ReportOutcome.EXPIRED, true, delivery.duration(), delivery.error());
		this.listeners.onDelivery(failure, expired);
		return expired;
	}

	/** Nothing was sent, which the journal cannot know. */
	private Delivery holdBack(TaskFailure failure) {
		this.listeners.onAttempt(failure, false);
		journal().setMayHaveArrived(failure, false);
		return CircuitBreaker.HeldBackException.delivery();
	}

	private Delivery send(TaskFailure failure, boolean again, boolean kept) {
		this.listeners.onAttempt(failure, again);
		long start = System.nanoTime();
		boolean mayHaveArrived = again && journal().mayHaveArrived(failure);
		if (again && !mayHaveArrived) {
			journal().setMayHaveArrived(failure, true);
		}
		SwfAnswer answer = kept ? this.sender.send(failure, again, mayHaveArrived, this.sender.attemptTimeout())
				: sendOrKeep(failure);
		this.breaker.after(failure, answer, start);
		this.observer.onAnswer(answer);
		if (!answer.outcome().isFinal() && !answer.mayHaveArrived()) {
			journal().setMayHaveArrived(failure, false);
		}
		return answer.toDelivery(start, again);
	}

	/**
	 * Sends a report for which the journal has no room: since it would be lost, its
	 * handler waits for the whole attempt timeout until SWF takes it or the journal has
	 * room. That slows handlers down to what SWF accepts while a storm lasts.
	 */
	private SwfAnswer sendOrKeep(TaskFailure failure) {
		Backoff.Loop waits = Backoff.ofMillis(50, 500).until(this.sender.attemptTimeout());
		SwfAnswer answer = this.sender.send(failure, false, false, this.sender.attemptTimeout());
		while (answer.outcome() == ReportOutcome.DEFERRED && waits.pause() && !this.journal.keep(failure)) {
			answer = this.sender.send(failure, true, answer.mayHaveArrived(), waits.timeLeft());
		}
		return answer;
	}

	private Delivery conclude(TaskFailure failure, Delivery delivery, boolean kept) {
		Delivery concluded = delivery;
		if (delivery.outcome().isFinal()) {
			this.journal.forget(failure);
		}
		else if (!kept && !this.journal.keep(failure)) {
			concluded = new Delivery(ReportOutcome.EXPIRED, delivery.redelivery(), delivery.duration(),
					delivery.error());
		}
		this.listeners.onDelivery(failure, concluded);
		if (!concluded.outcome().isFinal() && !concluded.redelivery()) {
			this.observer.onKept(failure, concluded);
		}
		return concluded;
	}

	/** What redelivery wants to know. */
	interface Observer {

		/** SWF, or something in its place, has answered. */
		default void onAnswer(SwfAnswer answer) {
		}

		/** The journal keeps what a first delivery has not delivered. */
		default void onKept(TaskFailure failure, Delivery delivery) {
		}

	}

	/** A journal that costs no report, not even if a user's own throws. */
	private record SafeJournal(FailureJournal journal) {

		private static final Logger logger = LoggerFactory.getLogger(DeliveryLine.class);

		boolean keep(TaskFailure failure) {
			try {
				return this.journal.add(failure);
			}
			catch (Throwable ex) {
				logger.error("The failure journal threw; the report of {} goes out without it", failure.task(), ex);
				return false;
			}
		}

		void forget(TaskFailure failure) {
			try {
				this.journal.remove(failure);
			}
			catch (Throwable ex) {
				logger.error("The failure journal threw; the report of {} may be delivered again", failure.task(), ex);
			}
		}

	}

}
