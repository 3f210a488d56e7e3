// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * A worker got a task while it was stopping and had no time left to run it. The handler
 * has not run, so the failure is retryable.
 *
 * @since 0.1
 */
@FailureReason(code = "WORKER_STOPPING", retryable = true)
public final class WorkerStoppingException extends RuntimeException {

	public WorkerStoppingException() {
		super("The worker was stopping when it got the task; the handler has not run");
	}

}
