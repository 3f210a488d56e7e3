// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.Delivery;
import io.github.swffailure.Failures;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class TaskFailureListenersTests {

	private static final Delivery REPORTED = new Delivery(ReportOutcome.REPORTED, false, Duration.ZERO, null);

	private static final TaskFailure FAILURE = Failures.of(new IllegalStateException());

	private final List<String> events = new ArrayList<>();

	private TaskFailureListener listener(String name, boolean broken) {
		return new TaskFailureListener() {

			@Override
			public void onAttempt(TaskFailure failure, boolean redelivery) {
				record("attempt");
			}

			@Override
			public void onDelivery(TaskFailure failure, Delivery delivery) {
				record(delivery.outcome().id());
			}

			@Override
			public void onNoTask(String handler, ActivityTask.Type type, Throwable failure) {
				record(handler);
			}

			private void record(String event) {
				TaskFailureListenersTests.this.events.add(name + " " + event);
				if (broken) {
					throw new LinkageError();
				}
			}

		};
	}

	@Test
	void everyListenerIsCalledInOrder() {
		TaskFailureListeners listeners = new TaskFailureListeners(
				() -> List.of(listener("a", true), listener("b", false)));
		listeners.onAttempt(FAILURE, false);
		listeners.onDelivery(FAILURE, REPORTED);
		listeners.onNoTask("Payments.charge()", new ActivityTask.Type("charge", ""), new RuntimeException());
		assertThat(this.events).containsExactly("a attempt", "b attempt", "a reported", "b reported",
				"a Payments.charge()", "b Payments.charge()");
	}

	@Test
	void listenersThatCannotBeObtainedDisturbNobody() {
		TaskFailureListeners listeners = new TaskFailureListeners(() -> {
			throw new IllegalStateException("context closed");
		});
		assertThatNoException().isThrownBy(() -> listeners.onDelivery(FAILURE, REPORTED));
	}

}
