// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample's own settings.
 *
 * @param domain SWF domain of the sample, registered at the start
 * @param swf the embedded endpoint
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue("sample") String domain, @DefaultValue Swf swf) {

	/** Version of every type that the sample registers. */
	static final String VERSION = "1.0";

	/** Task list of decider and worker. */
	static final String TASK_LIST = "orders";

	/**
	 * The embedded endpoint.
	 *
	 * @param port port on the loopback address; any free one if 0
	 */
	record Swf(@DefaultValue("5001") int port) {

	}

}
