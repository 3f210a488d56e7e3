// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * A task reached a worker that was stopping and had no time left for it. Its handler has
 * not run, so the failure is retryable.
 *
 * @since 0.1
 */
@FailureReason(code = "WORKER_STOPPING", retryable = true)
public final class WorkerStoppingException extends RuntimeException {

	public WorkerStoppingException() {
		super("The worker was stopping when it got the task; the handler has not run");
	}

}
