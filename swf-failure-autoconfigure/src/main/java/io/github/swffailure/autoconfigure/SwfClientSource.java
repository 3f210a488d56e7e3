// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Supplies the client for reports, which is created when it is first needed. If that
 * fails, it is logged once at ERROR, is a {@link #problem()}, and is repeated after a
 * second at the earliest, then after twice the time, up to a minute. No bean depends on
 * the client before it has been created, so that Spring destroys none if that fails.
 * <p>
 * The client is created on a separate thread. Callers wait at most for the attempt
 * timeout. Safe for use by several threads.
 */
final class SwfClientSource implements Supplier<SwfClient> {

	/** The bean that is used if the application has no client. */
	static final String OWN_CLIENT = "swfFailureSwfClient";

	private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private static final Logger logger = LoggerFactory.getLogger(SwfClientSource.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final String dependent;

	private final Duration timeout;

	private final UnaryOperator<String> redactor;

	private final Clock clock;

	private volatile @Nullable SwfClient client;

	private volatile @Nullable String problem;

	private volatile boolean checked;

	private volatile boolean checkFailed;

	private @Nullable CompletableFuture<SwfClient> making;

	private Instant deadline = Instant.MIN;

	private Instant notBefore = Instant.MIN;

	private Duration wait = FIRST_WAIT;

	/**
	 * Creates the source.
	 * @param beanFactory has the client
	 * @param dependent the bean that the client must outlive
	 * @param timeout maximum time that a caller waits
	 * @param redactor redacts the reason why it cannot be created; never throws
	 * @param clock decides when to try again
	 */
	SwfClientSource(ConfigurableListableBeanFactory beanFactory, String dependent, Duration timeout,
			UnaryOperator<String> redactor, Clock clock) {
		this.beanFactory = beanFactory;
		this.dependent = dependent;
		this.timeout = timeout;
		this.redactor = redactor;
		this.clock = clock;
	}

	/**
	 * Checks region, credentials and endpoint before the client is created, also if our
	 * client was already injected into a poll loop. Does not check a client of the
	 * application or of a test.
	 * @throws SwfConfigurationException if it cannot be created with this configuration
	 */
	void check() {
		if (this.checked || !name().equals(OWN_CLIENT)) {
			return;
		}
		SwfClientFactory factory = this.beanFactory.getBean(SwfClientFactory.class);
		if (this.beanFactory.containsSingleton(OWN_CLIENT) && !factory.hasMade()) {
			return;
		}
		try {
			this.checked = inBackground(() -> {
				factory.check();
				this.beanFactory.getBean(ClientHost.class).check(factory.certainEndpoint());
				return true;
			}).get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn("Region and credentials of the SWF client could not be checked within {}", this.timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			checkFailed((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	private void checkFailed(Throwable cause) {
		if (cause instanceof SwfConfigurationException refused) {
			throw refused;
		}
		this.checkFailed = true;
		failed(cause);
	}

	/** Whether it is the client that this library creates. */
	boolean isOwn() {
		try {
			return name().equals(OWN_CLIENT);
		}
		catch (SwfConfigurationException ex) {
			return false;
		}
	}

	/** Why there is no client, if creating it has failed. */
	@Nullable String problem() {
		return this.problem;
	}

	@Override
	public SwfClient get() {
		SwfClient made = this.client;
		return (made != null) ? made : await(making());
	}

	private synchronized CompletableFuture<SwfClient> making() {
		Instant now = this.clock.instant();
		if (this.making == null || (this.making.isCompletedExceptionally() && isDue(now))) {
			this.deadline = now.plus(this.timeout);
			this.making = inBackground(this::make);
		}
		return this.making;
	}

	/** At once if the clock was set back since the last making. */
	private boolean isDue(Instant now) {
		return !now.isBefore(this.notBefore) || now.plus(LONGEST_WAIT).isBefore(this.notBefore);
	}

	private SwfClient await(CompletableFuture<SwfClient> future) {
		long millis = Math.min(Duration.between(this.clock.instant(), deadline()).toMillis(), this.timeout.toMillis());
		try {
			return future.get(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the SWF client was created", ex);
		}
		catch (TimeoutException ex) {
			late(new TimeoutException("The SWF client was not created within " + this.timeout));
			throw new IllegalStateException("There is no SWF client yet", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("There is no SWF client: " + this.problem, ex.getCause());
		}
	}

	private synchronized Instant deadline() {
		return this.deadline;
	}

	/** The SDK also creates clients without working credentials, so check these again. */
	private SwfClient make() {
		try {
			String name = name();
			if (this.checkFailed) {
				this.beanFactory.getBean(SwfClientFactory.class).check();
				this.checkFailed = false;
			}
			SwfClient made = this.beanFactory.getBean(name, SwfClient.class);
			this.beanFactory.registerDependentBean(name, this.dependent);
			succeeded(made);
			return made;
		}
		catch (Throwable ex) {
			failed(ex);
			throw ex;
		}
	}

	private String name() {
		String name = new BeanChoice(this.beanFactory).nameOf(SwfClient.class, OWN_CLIENT);
		if (name == null) {
			throw SwfConfigurationException.of(
					"Failures of activities are to be reported to SWF, but there is no bean of type SwfClient to do it with.",
					"Define an SwfClient bean, or do not exclude SwfClientAutoConfiguration.", null);
		}
		return name;
	}

	private synchronized void succeeded(SwfClient made) {
		this.client = made;
		if (this.problem != null) {
			this.problem = null;
			logger.info("The SWF client has been created; the kept reports are delivered now");
		}
	}

	private synchronized void failed(Throwable failure) {
		this.notBefore = this.clock.instant().plus(this.wait);
		this.wait = (this.wait.compareTo(LONGEST_WAIT.dividedBy(2)) > 0) ? LONGEST_WAIT : this.wait.multipliedBy(2);
		report(failure);
	}

	/** Creating the client continues, and may have succeeded just now. */
	private synchronized void late(TimeoutException failure) {
		if (this.client == null) {
			report(failure);
		}
	}

	private void report(Throwable failure) {
		boolean first = this.problem == null;
		this.problem = this.redactor.apply(String.valueOf(SafeText.mostSpecific(failure)));
		if (first) {
			logger.error("The SWF client cannot be created, so reports are kept until it can; "
					+ "the starter tries again with growing waits: {}", this.problem);
		}
		logger.debug("The SWF client cannot be created yet", failure);
	}

	private <T> CompletableFuture<T> inBackground(Supplier<T> task) {
		return CompletableFuture.supplyAsync(task, (run) -> {
			Thread thread = new Thread(run, "swf-failure-client");
			thread.setDaemon(true);
			thread.setContextClassLoader(this.beanFactory.getBeanClassLoader());
			thread.start();
		});
	}

}
