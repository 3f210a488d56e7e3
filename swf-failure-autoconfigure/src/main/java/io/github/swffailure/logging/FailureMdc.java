package io.github.swffailure.logging;

import java.util.Objects;

import io.github.swffailure.Delivery;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.core.Ordered;

/**
 * Puts the fingerprint of a failure into the {@link MDC} while SWF is told of it, so that
 * the log lines of the AWS SDK and of listeners have it; then what was there before is
 * put back. Told last, so that it is there for all others.
 */
public final class FailureMdc implements TaskFailureListener, Ordered {

	static final String FINGERPRINT = "swf.failure.fingerprint";

	private static final String NONE = "";

	private final ThreadLocal<@Nullable String> before = new ThreadLocal<>();

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public void onAttempt(TaskFailure failure, boolean redelivery) {
		this.before.set(Objects.requireNonNullElse(MDC.get(FINGERPRINT), NONE));
		MDC.put(FINGERPRINT, failure.origin().fingerprint());
	}

	@Override
	public void onDelivery(TaskFailure failure, Delivery delivery) {
		String previous = this.before.get();
		this.before.remove();
		if (NONE.equals(previous)) {
			MDC.remove(FINGERPRINT);
		}
		else if (previous != null) {
			MDC.put(FINGERPRINT, previous);
		}
	}

}
