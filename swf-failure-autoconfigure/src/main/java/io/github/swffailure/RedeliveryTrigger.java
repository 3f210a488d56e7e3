// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

/**
 * Lets an operator have what is undelivered delivered now, without waiting for the
 * schedule.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RedeliveryTrigger {

	/**
	 * Asks for a run over the journal as soon as the one under way, if any, has ended.
	 * Returns at once. Does nothing while redelivery is stopped.
	 */
	void redeliverNow();

}
