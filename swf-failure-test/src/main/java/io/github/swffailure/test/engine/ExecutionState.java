package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.List;

import io.github.swffailure.test.protocol.Members;

import org.jspecify.annotations.Nullable;

/**
 * How a run stands, as the visibility operations tell it.
 */
final class ExecutionState {

	private final Instant startTimestamp;

	private Lineage lineage = Lineage.NONE;

	private List<?> tagList = List.of();

	private boolean cancelRequested;

	private @Nullable String closeStatus;

	private @Nullable Instant closeTimestamp;

	private @Nullable Instant latestActivityTask;

	private @Nullable String latestContext;

	ExecutionState(Instant startTimestamp) {
		this.startTimestamp = startTimestamp;
	}

	void begin(Members request, Lineage lineage) {
		this.tagList = request.list("tagList");
		this.lineage = lineage;
	}

	void close(String status, Instant now) {
		this.closeStatus = status;
		this.closeTimestamp = now;
	}

	void requestCancel() {
		this.cancelRequested = true;
	}

	void activityTaskScheduled(Instant now) {
		this.latestActivityTask = now;
	}

	void decided(@Nullable String executionContext) {
		if (executionContext != null) {
			this.latestContext = executionContext;
		}
	}

	boolean isOpen() {
		return this.closeStatus == null;
	}

	boolean isCancelRequested() {
		return this.cancelRequested;
	}

	Lineage lineage() {
		return this.lineage;
	}

	List<?> tagList() {
		return this.tagList;
	}

	Instant startTimestamp() {
		return this.startTimestamp;
	}

	@Nullable String closeStatus() {
		return this.closeStatus;
	}

	@Nullable Instant closeTimestamp() {
		return this.closeTimestamp;
	}

	/**
	 * Returns the time of the end, which has not come for an open execution.
	 */
	Instant closedAt() {
		return (this.closeTimestamp != null) ? this.closeTimestamp : Instant.MAX;
	}

	@Nullable Instant latestActivityTask() {
		return this.latestActivityTask;
	}

	@Nullable String latestContext() {
		return this.latestContext;
	}

}
