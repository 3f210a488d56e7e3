// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;

import io.github.swffailure.test.EmbeddedSwf;
import io.github.swffailure.test.fault.FaultPlan;

/**
 * Makes the embedded endpoint fail the calls that report failures and cancellations; it
 * answers polls and completions all the while.
 */
final class InjectedFaults {

	private static final List<String> REPORTS = List.of("RespondActivityTaskFailed", "RespondActivityTaskCanceled");

	private final EmbeddedSwf swf;

	private InjectedFault current = InjectedFault.NONE;

	InjectedFaults(EmbeddedSwf swf) {
		this.swf = swf;
	}

	synchronized InjectedFault current() {
		return this.current;
	}

	/** Replaces the fault there was. */
	synchronized void inject(InjectedFault fault) {
		this.swf.faults().clear();
		if (fault != InjectedFault.NONE) {
			REPORTS.forEach((operation) -> plan(this.swf.faults().on(operation).always(), fault));
		}
		this.current = fault;
	}

	private static void plan(FaultPlan calls, InjectedFault fault) {
		switch (fault) {
			case THROTTLE -> calls.throttle();
			case OUTAGE -> calls.fail();
			case DENY -> calls.deny();
			case NONE -> throw new IllegalArgumentException("No fault is nothing to plan");
		}
	}

}
