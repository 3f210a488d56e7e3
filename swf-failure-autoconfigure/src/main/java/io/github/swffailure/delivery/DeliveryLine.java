package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.Delivery;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

/**
 * The way of a failure to SWF, the same for the first delivery and each later one: keep,
 * send, forget if the answer is final, tell the listeners.
 * <p>
 * Safe for use by several threads. One report is never sent by two of them at a time.
 */
public final class DeliveryLine {

	private final SwfSender sender;

	private final PatientSender patientSender;

	private final GuardedJournal journal;

	private final TaskFailureListener listeners;

	private final Brake brake = new Brake(System::nanoTime);

	private final Set<String> underWay = ConcurrentHashMap.newKeySet();

	private volatile Runnable onKept = () -> {
	};

	/**
	 * Creates the line.
	 * @param sender calls SWF
	 * @param journal keeps what is undelivered
	 * @param listeners told after each answer, see {@link TaskFailureListeners}
	 */
	public DeliveryLine(SwfSender sender, FailureJournal journal, TaskFailureListener listeners) {
		this.sender = sender;
		this.journal = new GuardedJournal(journal);
		this.patientSender = new PatientSender(sender, this.journal);
		this.listeners = listeners;
	}

	FailureJournal journal() {
		return this.journal.unguarded();
	}

	boolean isIdle() {
		return this.underWay.isEmpty();
	}

	void whenKept(Runnable action) {
		this.onKept = action;
	}

	ReportOutcome deliver(TaskFailure failure) {
		this.underWay.add(failure.task().taskToken());
		try {
			boolean kept = this.journal.keep(failure);
			Delivery delivery = (kept && this.brake.isOn()) ? holdBack(failure) : send(failure, false, kept);
			return conclude(failure, delivery, kept).outcome();
		}
		finally {
			this.underWay.remove(failure.task().taskToken());
		}
	}

	/**
	 * Delivers what the journal has kept.
	 * @return the attempt, or {@code null} if there is nothing to do as another thread
	 * does it or has done it
	 */
	@Nullable Delivery redeliver(TaskFailure failure) {
		if (!this.underWay.add(failure.task().taskToken())) {
			return null;
		}
		try {
			return this.journal.contains(failure) ? conclude(failure, send(failure, true, true), true) : null;
		}
		finally {
			this.underWay.remove(failure.task().taskToken());
		}
	}

	void expire(TaskFailure failure) {
		conclude(failure, new Delivery(ReportOutcome.EXPIRED, true, Duration.ZERO, null), true);
	}

	private Delivery holdBack(TaskFailure failure) {
		this.listeners.onAttempt(failure, false);
		return HeldBackException.delivery();
	}

	private Delivery send(TaskFailure failure, boolean again, boolean kept) {
		this.listeners.onAttempt(failure, again);
		long start = System.nanoTime();
		SwfAnswer answer = kept ? this.sender.send(failure, again, this.sender.attemptTimeout())
				: this.patientSender.send(failure);
		this.brake.after(answer);
		return answer.after(start, again);
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
		if (concluded.outcome() == ReportOutcome.DEFERRED) {
			this.onKept.run();
		}
		return concluded;
	}

}
