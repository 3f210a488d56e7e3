// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Lets an operator deliver all undelivered reports now, ahead of schedule.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RedeliveryTrigger {

	/**
	 * Requests a run over the journal, as soon as any current run has ended. Returns at
	 * once. Does nothing while redelivery is stopped.
	 */
	void redeliverNow();

}
