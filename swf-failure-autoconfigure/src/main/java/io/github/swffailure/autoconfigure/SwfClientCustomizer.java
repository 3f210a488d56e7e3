// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import software.amazon.awssdk.services.swf.SwfClientBuilder;

/**
 * Callback for the {@link software.amazon.awssdk.services.swf.SwfClient} that is
 * auto-configured, after {@code swf.client.*} has been applied. Beans of this type are
 * called in their order. Not called for a client that the application defines itself.
 */
@FunctionalInterface
public interface SwfClientCustomizer {

	/**
	 * Changes the builder.
	 * @param builder the builder of the client
	 */
	void customize(SwfClientBuilder builder);

}
