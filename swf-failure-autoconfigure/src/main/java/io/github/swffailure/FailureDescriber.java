// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Describes an exception by the two texts that SWF accepts. A bean of this type replaces
 * the built-in one.
 * <p>
 * Called once per failure, on the thread on which the handler failed. If it throws an
 * exception, class names are reported instead.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailureDescriber {

	/**
	 * Describes a failure.
	 * @param task the task that failed
	 * @param failure what the handler threw, including wrappers; must not be changed
	 * @return the description
	 */
	FailureDescription describe(ActivityTask task, Throwable failure);

}
