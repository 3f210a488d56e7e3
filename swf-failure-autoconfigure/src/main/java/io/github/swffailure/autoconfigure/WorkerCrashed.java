// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import io.github.swffailure.ActivityTask;

/**
 * The failure of a task whose worker was killed; never thrown. Its name is the beginning
 * of the reason.
 */
final class WorkerCrashed extends RuntimeException {

	WorkerCrashed(ActivityTask task, String since) {
		super("the worker process ended while it ran " + typeOf(task) + ", since " + since + " as process "
				+ ProcessHandle.current().pid(), null, false, false);
	}

	private static String typeOf(ActivityTask task) {
		return "activity " + ((task.type() != null) ? task.type() : "of unknown type");
	}

}
