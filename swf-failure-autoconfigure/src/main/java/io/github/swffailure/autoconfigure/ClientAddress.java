// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.URI;
import java.util.Optional;

import io.github.swffailure.journal.ReportAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfServiceClientConfiguration;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Where reports belong, according to the client, or, before our own client has been
 * created, according to its settings.
 */
final class ClientAddress implements ReportAddress.Source {

	private static final Logger logger = LoggerFactory.getLogger(ClientAddress.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final @Nullable String domain;

	private volatile @Nullable ReportAddress ofClient;

	/** For handlers that are still running after their context has closed. */
	private volatile @Nullable ReportAddress lastKnown;

	ClientAddress(ConfigurableListableBeanFactory beanFactory, @Nullable String domain) {
		this.beanFactory = beanFactory;
		this.domain = domain;
	}

	@Override
	public @Nullable ReportAddress find(boolean mayTakeTime) {
		try {
			if (this.ofClient == null && (mayTakeTime || isMade())) {
				this.ofClient = ofClient();
			}
			ReportAddress known = this.ofClient;
			this.lastKnown = (known != null || !isOurs()) ? known : beforeItIsMade();
		}
		catch (RuntimeException ex) {
			logger.debug("The client does not say where it sends reports", ex);
			return (mayTakeTime && this.lastKnown == null) ? find(false) : this.lastKnown;
		}
		return this.lastKnown;
	}

	private boolean isOurs() {
		return this.beanFactory.containsBeanDefinition(SwfClientSource.OWN_CLIENT);
	}

	private boolean isMade() {
		return !isOurs() || this.beanFactory.containsSingleton(SwfClientSource.OWN_CLIENT);
	}

	private @Nullable ReportAddress ofClient() {
		SwfServiceClientConfiguration configuration = this.beanFactory.getBean(SwfClientSource.class)
			.get()
			.serviceClientConfiguration();
		return (configuration != null) ? address(configuration.region(), configuration.endpointOverride()) : null;
	}

	private @Nullable ReportAddress beforeItIsMade() {
		SwfClientFactory factory = this.beanFactory.getBean(SwfClientFactory.class);
		Region region = factory.knownRegion();
		return (region != null) ? address(region, Optional.ofNullable(factory.endpoint())) : null;
	}

	private ReportAddress address(Region region, Optional<URI> endpoint) {
		return new ReportAddress(region.id(), endpoint.map(ClientAddress::text).orElse(null), this.domain);
	}

	private static String text(URI endpoint) {
		String text = endpoint.toString();
		return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
	}

}
