package io.github.swffailure.metrics;

import io.github.swffailure.ActivityTask;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * What an observation of {@code swf.activity.execution} is about. Continues the trace of
 * {@link ActivityTask#traceparent()}, if there is one.
 *
 * @since 0.1
 */
public final class ActivityExecutionContext extends ReceiverContext<ActivityTask> {

	/** The remote service of the spans. */
	static final String AMAZON_SWF = "Amazon SWF";

	private final ActivityTask task;

	private volatile @Nullable Throwable failure;

	private volatile boolean ended;

	ActivityExecutionContext(ActivityTask task) {
		super((carrier, key) -> "traceparent".equals(key) ? carrier.traceparent() : null, Kind.CONSUMER);
		this.task = task;
		setCarrier(task);
		setRemoteServiceName(AMAZON_SWF);
	}

	/**
	 * The task that the handler runs.
	 * @return the task
	 */
	public ActivityTask task() {
		return this.task;
	}

	/**
	 * What the handler failed with.
	 * @return the failure, wrappers included; {@code null} if it succeeded or still runs
	 */
	public @Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Whether the handler has ended.
	 * @return {@code false} while it runs
	 */
	public boolean ended() {
		return this.ended;
	}

	void end(@Nullable Throwable failure) {
		this.failure = failure;
		this.ended = true;
	}

}
