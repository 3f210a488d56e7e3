package io.github.swffailure.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class GuardedListenersTests {

	private static final Delivery REPORTED = new Delivery(ReportOutcome.REPORTED, false, Duration.ZERO, null);

	private final List<String> events = new ArrayList<>();

	private TaskFailureListener listener(String name, boolean broken) {
		return new TaskFailureListener() {

			@Override
			public void onAttempt(TaskFailure failure, boolean redelivery) {
				tell("attempt");
			}

			@Override
			public void onDelivery(TaskFailure failure, Delivery delivery) {
				tell(delivery.outcome().id());
			}

			@Override
			public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
				tell(handler);
			}

			private void tell(String event) {
				GuardedListenersTests.this.events.add(name + " " + event);
				if (broken) {
					throw new LinkageError();
				}
			}

		};
	}

	@Test
	void everyListenerIsToldEverythingInOrder() {
		GuardedListeners listeners = new GuardedListeners(() -> List.of(listener("a", true), listener("b", false)));
		listeners.onAttempt(Failures.of("t1"), false);
		listeners.onDelivery(Failures.of("t1"), REPORTED);
		listeners.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""), new RuntimeException());
		assertThat(this.events).containsExactly("a attempt", "b attempt", "a reported", "b reported",
				"a Payments.charge()", "b Payments.charge()");
	}

	@Test
	void listenersThatCannotBeHadDisturbNobody() {
		GuardedListeners listeners = new GuardedListeners(() -> {
			throw new IllegalStateException("context closed");
		});
		assertThatNoException().isThrownBy(() -> listeners.onDelivery(Failures.of("t1"), REPORTED));
	}

}
