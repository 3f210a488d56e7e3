// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

/**
 * How the embedded endpoint answers reports.
 */
enum InjectedFault {

	/** As it should. */
	NONE,

	/** 400 {@code ThrottlingException}. */
	THROTTLE,

	/** 500 {@code InternalFailure}. */
	OUTAGE,

	/** 400 {@code OperationNotPermittedFault}. */
	DENY

}
