// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;

/**
 * A workflow that runs one activity.
 *
 * @param workflowId its workflow id, the same at every start for the first round
 * @param runId its run
 * @param activity the activity, which is its input
 * @param round in which round it was started, from 1
 */
record Order(String workflowId, String runId, String activity, int round) {

	/** The activities, each of which has an order in each round. */
	static final List<String> ACTIVITIES = List.of("archive", "charge", "collect", "export", "invoice", "notify",
			"pack", "quote", "refund", "reserve", "restock", "route", "settle", "ship", "translate");

	static String workflowId(String activity, int round) {
		return (round == 1) ? "order-" + activity : "order-" + activity + "-" + round;
	}

}
