package io.github.swffailure.sample;

/**
 * A workflow that runs one activity.
 *
 * @param workflowId its workflow id, the same at every start for the first round
 * @param runId its run
 * @param activity the activity, which is its input
 * @param round in which round it was started, from 1
 */
record Order(String workflowId, String runId, String activity, int round) {

	static String workflowId(String activity, int round) {
		return (round == 1) ? "order-" + activity : "order-" + activity + "-" + round;
	}

}
