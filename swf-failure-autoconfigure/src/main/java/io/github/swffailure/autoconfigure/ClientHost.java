// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the host which reports are sent to has no address: at the start for an
 * endpoint that is set, else when an attempt says so. That is an ERROR, once, and
 * {@link #problem()} until it has one: reports are kept, and follow.
 */
final class ClientHost implements TaskFailureListener {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private static final Logger logger = LoggerFactory.getLogger(ClientHost.class);

	private final Clock clock;

	private volatile @Nullable String unknown;

	private volatile Instant lastLookup = Instant.MIN;

	ClientHost(Clock clock) {
		this.clock = clock;
	}

	/** Not behind a proxy, which looks hosts up itself. May take the time of a lookup. */
	void check(@Nullable URI endpoint) {
		if (endpoint != null && !isBehindProxy()) {
			lookUp(endpoint.getHost());
		}
	}

	private static boolean isBehindProxy() {
		return Stream.of("http.proxyHost", "https.proxyHost").anyMatch((name) -> System.getProperty(name) != null)
				|| Stream.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
					.anyMatch((name) -> System.getenv(name) != null);
	}

	private void lookUp(String host) {
		this.lastLookup = this.clock.instant();
		try {
			InetAddress.getByName(host);
			found();
		}
		catch (UnknownHostException ex) {
			notFound(host);
		}
	}

	/**
	 * What is wrong now. Looks the host up again in the background if that was long ago.
	 */
	@Nullable String problem() {
		String host = this.unknown;
		if (host == null) {
			return null;
		}
		if (!isBehindProxy() && this.lastLookup.plus(WAIT).isBefore(this.clock.instant())) {
			this.lastLookup = this.clock.instant();
			var unused = CompletableFuture.runAsync(() -> lookUp(host));
		}
		return "Host '" + host + "' is unknown";
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		onAnswer(delivery);
	}

	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		onAnswer(delivery);
	}

	private void onAnswer(Delivery delivery) {
		Throwable error = delivery.error();
		while (error != null && !(error instanceof UnknownHostException)) {
			error = (error.getCause() != error) ? error.getCause() : null;
		}
		if (error != null) {
			notFound(String.valueOf(error.getMessage()).split("[:\\s]", 2)[0]);
		}
		else if (delivery.outcome().isFinal()) {
			found();
		}
	}

	private void notFound(String host) {
		boolean first = this.unknown == null;
		this.unknown = host;
		if (first) {
			logger.error("Host '{}' is unknown, so reports are kept until it has an address: check "
					+ "'swf.client.endpoint', 'swf.client.region' and the name service", host);
		}
	}

	private void found() {
		if (this.unknown != null) {
			logger.info("Host '{}' has an address now", this.unknown);
			this.unknown = null;
		}
	}

}
