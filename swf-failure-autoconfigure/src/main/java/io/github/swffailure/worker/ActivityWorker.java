// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.DeclaredHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Polls task lists and runs the handlers of the application.
 * <p>
 * Starts last and stops first. A stop starts no new polls, but waits for those in
 * progress, at most 70 seconds, because each may return a task. Tasks that arrive within
 * the shutdown timeout are run; after it, they fail with {@code WORKER_STOPPING}, and
 * running handlers are interrupted. Heartbeats continue until the last handler has ended.
 */
public final class ActivityWorker implements SmartLifecycle, ActivityExecutionListener {

	private final WorkerSettings settings;

	private final Parts parts;

	private volatile @Nullable RunningWorker running;

	/**
	 * Creates a worker that does nothing until it is started.
	 * @param settings its settings
	 * @param parts its collaborators
	 */
	public ActivityWorker(WorkerSettings settings, Parts parts) {
		this.settings = settings;
		this.parts = parts;
	}

	@Override
	public synchronized void start() {
		if (this.running == null) {
			RunningWorker started = new RunningWorker(this.settings, this.parts);
			this.running = started;
			started.start();
		}
	}

	@Override
	public synchronized void stop() {
		RunningWorker stopped = this.running;
		if (stopped != null) {
			stopped.stop();
			this.running = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public Execution onStart(ActivityTask task) {
		RunningWorker current = this.running;
		return (current != null) ? current.onStart(task) : Execution.NONE;
	}

	/**
	 * The current state of the worker.
	 * @return its state
	 */
	public State state() {
		RunningWorker current = this.running;
		return new State(this.settings.domain(), this.settings.identity(), current != null && current.isPolling(),
				(current != null) ? current.state() : List.of());
	}

	/**
	 * The collaborators of a worker.
	 *
	 * @param client supplies the client
	 * @param beans has the handlers and the converters
	 * @param handlers supplies the handlers of the application, at the start
	 * @param answers delivers the answers
	 * @param polls called for each poll
	 * @param redactor redacts messages of the AWS SDK; never throws
	 * @param threads creates the threads of handlers
	 */
	public record Parts(Supplier<SwfClient> client, ConfigurableListableBeanFactory beans,
			Supplier<List<DeclaredHandler>> handlers, Answers answers, PollListener polls,
			UnaryOperator<String> redactor, ThreadFactory threads) {
	}

	/** Called for each poll. */
	@FunctionalInterface
	public interface PollListener {

		/** Does nothing. */
		PollListener NONE = (taskList, outcome) -> {
		};

		/**
		 * A poll has ended.
		 * @param taskList the list
		 * @param outcome {@code task}, {@code empty}, {@code throttled}, {@code denied}
		 * or {@code error}
		 */
		void onPoll(String taskList, String outcome);

	}

	/**
	 * Delivers the answers to tasks, in the same way as all reports, and records running
	 * tasks in the journal. Never throws; safe for use by several threads.
	 */
	public interface Answers {

		/**
		 * Records a task as running, before anything is done with it.
		 * @param task the task
		 * @return to be called at the end; removes the record if SWF has accepted the
		 * answer or the journal keeps it, but not if the answer is lost
		 */
		Execution taken(ActivityTask task);

		/**
		 * Completes a task, unless a failure of it is reported.
		 * @param task the task
		 * @param result the result, if there is one
		 * @return the outcome
		 */
		ReportOutcome completed(ActivityTask task, @Nullable String result);

		/**
		 * Fails a task, unless it is already answered.
		 * @param task the task
		 * @param failure the failure
		 * @return the outcome
		 */
		ReportOutcome failed(ActivityTask task, Throwable failure);

		/**
		 * Records that a task should end early, so that an interrupted or cancelled
		 * handler acknowledges the cancellation instead of failing.
		 * @param task the task
		 */
		void cancelRequested(ActivityTask task);

	}

	/**
	 * The state of a worker, for health, meters and the endpoint.
	 *
	 * @param domain the SWF domain
	 * @param identity the identity of the worker in workflow histories
	 * @param running whether it polls
	 * @param taskLists its task lists, ordered by name
	 */
	public record State(String domain, String identity, boolean running, List<TaskListState> taskLists) {

		/**
		 * The state of a task list.
		 *
		 * @param name its name
		 * @param active number of tasks without a result
		 * @param concurrency maximum number of these tasks
		 * @param paused whether the failure budget pauses it
		 * @param problem why polls return no tasks, {@code null} if they work
		 */
		public record TaskListState(String name, int active, int concurrency, boolean paused,
				@Nullable String problem) {
		}

	}

	/**
	 * The worker cannot run the handlers as they are declared. Prevents the application
	 * from starting.
	 */
	public static final class InvalidHandlersException extends RuntimeException {

		private final String action;

		InvalidHandlersException(String message, String action) {
			super(message);
			this.action = action;
		}

		/**
		 * What to do about it.
		 * @return one or more sentences
		 */
		public String action() {
			return this.action;
		}

	}

}
