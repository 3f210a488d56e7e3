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
 * Starts last and stops first. A stop begins no poll but lets those under way end, since
 * SWF may hand a task to each: for 70 seconds at most. What arrives is run while the
 * shutdown timeout lasts, and fails with {@code WORKER_STOPPING} after that; handlers
 * that still run then are interrupted. Heartbeats go on until the last of them has ended.
 */
public final class ActivityWorker implements SmartLifecycle, ActivityExecutionListener {

	private final WorkerSettings settings;

	private final Parts parts;

	private volatile @Nullable RunningWorker running;

	/**
	 * Creates a worker that does nothing until it is started.
	 * @param settings what it does
	 * @param parts what it needs
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
	 * What the worker does now.
	 * @return its state
	 */
	public State state() {
		RunningWorker current = this.running;
		return new State(this.settings.domain(), this.settings.identity(), current != null && current.isPolling(),
				(current != null) ? current.state() : List.of());
	}

	/**
	 * What a worker needs of others.
	 *
	 * @param client the client
	 * @param beans has the beans of handlers and the converters
	 * @param handlers the handlers of the application, asked for at the start
	 * @param answers the way of answers
	 * @param polls called for each poll
	 * @param redactor takes secrets out of messages of the AWS SDK; never throws
	 * @param threads makes the threads of handlers
	 */
	public record Parts(Supplier<SwfClient> client, ConfigurableListableBeanFactory beans,
			Supplier<List<DeclaredHandler>> handlers, Answers answers, PollListener polls,
			UnaryOperator<String> redactor, ThreadFactory threads) {
	}

	/** Called for each poll. */
	@FunctionalInterface
	public interface PollListener {

		/** For nobody who wants to know. */
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
	 * The way of answers to SWF, by the line that all reports take, and the journal's
	 * note of the tasks that run here. Never throws; safe for use by several threads.
	 */
	public interface Answers {

		/**
		 * Notes a task, before anything is done with it.
		 * @param task the task
		 * @return takes the note back once SWF has the answer or the journal keeps it;
		 * not if the answer is lost
		 */
		Execution taken(ActivityTask task);

		/**
		 * Completes a task, unless a failure of it is reported.
		 * @param task the task
		 * @param result the result, if there is one
		 * @return what became of it
		 */
		ReportOutcome completed(ActivityTask task, @Nullable String result);

		/**
		 * Fails a task, unless it is answered.
		 * @param task the task
		 * @param failure what it failed with
		 * @return what became of the report
		 */
		ReportOutcome failed(ActivityTask task, Throwable failure);

		/**
		 * Notes that a task is to end early, so that what its handler is stopped with is
		 * the answer to that.
		 * @param task the task
		 */
		void cancelRequested(ActivityTask task);

	}

	/**
	 * What a worker does now, for health, meters and the endpoint.
	 *
	 * @param domain the SWF domain
	 * @param identity how the worker calls itself in histories
	 * @param running whether it polls
	 * @param taskLists the lists, in the order of their names
	 */
	public record State(String domain, String identity, boolean running, List<TaskListState> taskLists) {

		/**
		 * A list.
		 *
		 * @param name its name
		 * @param active number of tasks that run, or whose results are not there yet
		 * @param concurrency maximum number of them
		 * @param paused whether the failure budget pauses it
		 * @param problem what keeps polls from bringing tasks, {@code null} if nothing
		 * does
		 */
		public record TaskListState(String name, int active, int concurrency, boolean paused,
				@Nullable String problem) {
		}

	}

	/**
	 * The worker cannot run with the handlers as they are declared. Stops the start of
	 * the application.
	 */
	public static final class InvalidHandlersException extends RuntimeException {

		private final String action;

		InvalidHandlersException(String message, String action) {
			super(message);
			this.action = action;
		}

		/**
		 * What to do about it.
		 * @return whole sentences
		 */
		public String action() {
			return this.action;
		}

	}

}
