// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Turns an exception into the two texts that SWF takes. A bean of this type replaces
 * ours.
 * <p>
 * Called once a failure, on the thread on which the handler failed. A describer that
 * throws does not cost the report: the class names of the exceptions go out instead.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailureDescriber {

	/**
	 * Describes a failure.
	 * @param task the task that failed
	 * @param failure what the handler threw, wrappers included; not to be changed
	 * @return the description
	 */
	FailureDescription describe(ActivityTask task, Throwable failure);

}
