// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.swffailure.Delivery;
import io.github.swffailure.TaskCompletion;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects problems of a client that could be created: a host that cannot be resolved,
 * found at the start if an endpoint is configured and otherwise by an attempt, and
 * credentials that fail. Each is logged once at ERROR, and is a {@link #problem()} or
 * {@link #credentialsProblem()} until it is over; reports are kept in the meantime.
 */
final class ClientHost implements TaskFailureListener {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private static final Set<String> OF_CREDENTIALS = Set.of("resolveIdentity", "resolveCredentials");

	private static final Logger logger = LoggerFactory.getLogger(ClientHost.class);

	private final Clock clock;

	private volatile @Nullable String unknown;

	private volatile @Nullable String credentials;

	private volatile Instant lastLookup = Instant.MIN;

	ClientHost(Clock clock) {
		this.clock = clock;
	}

	/** Looks up the host, unless there is a proxy, which does that itself. */
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
	 * The current problem of the host. Looks it up again in the background if the last
	 * lookup is not recent.
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
		return "Host '" + host + "' cannot be resolved";
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		onAnswer(delivery);
	}

	@Override
	public void onCompletion(TaskCompletion completion, Delivery delivery) {
		onAnswer(delivery);
	}

	/** The problem of the credentials, according to the last attempts. */
	@Nullable String credentialsProblem() {
		return this.credentials;
	}

	private void onAnswer(Delivery delivery) {
		Throwable host = find(delivery.error(), UnknownHostException.class::isInstance);
		Throwable failed = find(delivery.error(), ClientHost::isOfCredentials);
		if (host != null) {
			notFound(String.valueOf(host.getMessage()).split("[:\\s]", 2)[0]);
		}
		else if (failed != null) {
			noCredentials(SafeText.withoutMessages(failed));
		}
		else if (delivery.outcome().isFinal()) {
			found();
			this.credentials = null;
		}
	}

	private static @Nullable Throwable find(@Nullable Throwable error, Predicate<Throwable> wanted) {
		Throwable found = error;
		while (found != null && !wanted.test(found)) {
			found = (found.getCause() != found) ? found.getCause() : null;
		}
		return found;
	}

	/** Except while the client is created, which {@link SwfClientSource} reports. */
	private static boolean isOfCredentials(Throwable error) {
		List<StackTraceElement> frames = List.of(error.getStackTrace());
		return frames.stream().anyMatch((frame) -> OF_CREDENTIALS.contains(frame.getMethodName()))
				&& frames.stream().noneMatch((frame) -> frame.getClassName().equals(SwfClientFactory.class.getName()));
	}

	private void noCredentials(String what) {
		if (this.credentials == null) {
			logger.error("The AWS credentials are not available, so reports are kept until they are: {}", what);
		}
		this.credentials = what;
	}

	private void notFound(String host) {
		boolean first = this.unknown == null;
		this.unknown = host;
		if (first) {
			logger.error("Host '{}' cannot be resolved, so reports are kept until it can: check "
					+ "'swf.client.endpoint', 'swf.client.region' and DNS", host);
		}
	}

	private void found() {
		if (this.unknown != null) {
			logger.info("Host '{}' can be resolved now", this.unknown);
			this.unknown = null;
		}
	}

}
