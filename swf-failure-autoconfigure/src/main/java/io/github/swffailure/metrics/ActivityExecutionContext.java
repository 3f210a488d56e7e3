// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.metrics;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.metrics.ActivityExecutionConvention.OfType;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation {@code swf.activity.execution}. Continues the trace of
 * {@link ActivityTask#traceparent()}, if there is one.
 *
 * @since 0.1
 */
public final class ActivityExecutionContext extends ReceiverContext<ActivityTask> {

	/** The remote service of the spans. */
	static final String AMAZON_SWF = "Amazon SWF";

	private final ActivityTask task;

	private final OfType ofType;

	private @Nullable KeyValues taskKeys;

	/** The key values of the convention, kept here to avoid the map of the superclass. */
	private KeyValues known = KeyValues.empty();

	private boolean others;

	private volatile @Nullable Throwable failure;

	private volatile boolean ended;

	ActivityExecutionContext(ActivityTask task, OfType ofType) {
		super((carrier, key) -> "traceparent".equals(key) ? carrier.traceparent() : null, Kind.CONSUMER);
		this.task = task;
		this.ofType = ofType;
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
	 * The failure of the handler.
	 * @return the failure, including wrappers; {@code null} if it succeeded or still runs
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

	OfType ofType() {
		return this.ofType;
	}

	KeyValues taskKeys() {
		KeyValues keys = this.taskKeys;
		if (keys == null) {
			keys = ActivityExecutionConvention.taskKeys(this.task);
			this.taskKeys = keys;
		}
		return keys;
	}

	@Override
	public Observation.Context addLowCardinalityKeyValues(KeyValues keyValues) {
		if (this.ofType.has(keyValues)) {
			this.known = keyValues;
			return this;
		}
		return super.addLowCardinalityKeyValues(keyValues);
	}

	@Override
	public Observation.Context addLowCardinalityKeyValue(KeyValue keyValue) {
		this.others = true;
		return super.addLowCardinalityKeyValue(keyValue);
	}

	@Override
	public Observation.Context removeLowCardinalityKeyValue(String keyName) {
		super.addLowCardinalityKeyValues(getLowCardinalityKeyValues());
		this.known = KeyValues.empty();
		return super.removeLowCardinalityKeyValue(keyName);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues() {
		return this.others ? this.known.and(super.getLowCardinalityKeyValues()) : this.known;
	}

	@Override
	public @Nullable KeyValue getLowCardinalityKeyValue(String name) {
		return getLowCardinalityKeyValues().stream()
			.filter((keyValue) -> keyValue.getKey().equals(name))
			.findFirst()
			.orElse(null);
	}

}
