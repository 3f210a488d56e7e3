// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the runs of the orders, so that other clients can read their histories.
 */
@RestController
final class WorkflowsController {

	private final Orders orders;

	WorkflowsController(Orders orders) {
		this.orders = orders;
	}

	@GetMapping("/workflows")
	Map<String, String> workflows() {
		return this.orders.runs();
	}

	@GetMapping("/workflows/{workflowId}")
	String run(@PathVariable String workflowId) {
		return this.orders.runs().getOrDefault(workflowId, "");
	}

}
