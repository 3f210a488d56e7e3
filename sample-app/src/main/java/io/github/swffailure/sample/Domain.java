// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.ChildPolicy;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.TypeAlreadyExistsException;

/**
 * The sample's domain with its types; what is registered already stays as it is.
 */
record Domain(SwfClient swf, String name) {

	static final String WORKFLOW = "order";

	private static final String TEN_MINUTES = "600";

	void register() {
		try {
			this.swf.registerDomain((request) -> request.name(this.name)
				.description("Orders of the swf-failure sample")
				.workflowExecutionRetentionPeriodInDays("1"));
		}
		catch (DomainAlreadyExistsException ex) {
			// as it should be after the first start against the real service
		}
		registerWorkflow();
		Order.ACTIVITIES.forEach(this::registerActivity);
	}

	private void registerWorkflow() {
		try {
			this.swf.registerWorkflowType((request) -> request.domain(this.name)
				.name(WORKFLOW)
				.version(SampleProperties.VERSION)
				.defaultTaskList((list) -> list.name(SampleProperties.TASK_LIST))
				.defaultChildPolicy(ChildPolicy.TERMINATE)
				.defaultExecutionStartToCloseTimeout(TEN_MINUTES)
				.defaultTaskStartToCloseTimeout("30"));
		}
		catch (TypeAlreadyExistsException ex) {
			// as above
		}
	}

	private void registerActivity(String activity) {
		try {
			this.swf.registerActivityType((request) -> request.domain(this.name)
				.name(activity)
				.version(SampleProperties.VERSION)
				.defaultTaskList((list) -> list.name(SampleProperties.TASK_LIST))
				.defaultTaskHeartbeatTimeout("NONE")
				.defaultTaskScheduleToStartTimeout(TEN_MINUTES)
				.defaultTaskStartToCloseTimeout(TEN_MINUTES)
				.defaultTaskScheduleToCloseTimeout(TEN_MINUTES));
		}
		catch (TypeAlreadyExistsException ex) {
			// as above
		}
	}

}
