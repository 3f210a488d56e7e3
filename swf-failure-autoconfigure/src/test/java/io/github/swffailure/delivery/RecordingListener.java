// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.swffailure.Delivery;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.TaskFailureListeners;
import org.jspecify.annotations.Nullable;

/** Remembers what it was told. */
final class RecordingListener implements TaskFailureListener {

	private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

	private final List<TaskFailure> failures = new CopyOnWriteArrayList<>();

	private volatile @Nullable Error error;

	void throwOnce(Error thrown) {
		this.error = thrown;
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		Error thrown = this.error;
		this.error = null;
		if (thrown != null) {
			throw thrown;
		}
		this.failures.add(failure);
		this.deliveries.add(delivery);
	}

	TaskFailureListeners alone() {
		return new TaskFailureListeners(() -> List.of(this));
	}

	List<Delivery> deliveries() {
		return this.deliveries;
	}

	List<TaskFailure> failures() {
		return this.failures;
	}

	List<ReportOutcome> outcomes() {
		return this.deliveries.stream().map(Delivery::outcome).toList();
	}

}
