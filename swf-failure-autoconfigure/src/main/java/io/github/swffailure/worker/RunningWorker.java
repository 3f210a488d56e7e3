// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityInputConverter;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.Backoff;
import io.github.swffailure.support.TaskFailureListeners;
import io.github.swffailure.worker.ActivityWorker.Parts;
import io.github.swffailure.worker.ActivityWorker.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * A worker from its start to its stop.
 */
final class RunningWorker {

	private static final Logger logger = LoggerFactory.getLogger(ActivityWorker.class);

	/** Time for an interrupted handler to end and report. */
	private static final Duration GRACE = Duration.ofSeconds(5);

	private final WorkerSettings settings;

	private final Parts parts;

	private final List<TaskListPolling> lists = new ArrayList<>();

	private final ExecutorService calls;

	private final Heartbeats heartbeats;

	private final ActivityTypes types;

	private final TaskRunner runner;

	private final ActivityHandlers handlers;

	private volatile boolean stopping;

	private volatile boolean outOfTime;

	private volatile boolean over;

	RunningWorker(WorkerSettings settings, Parts parts) {
		this.settings = settings;
		this.parts = parts;
		this.handlers = handlers(parts, settings.flow());
		SwfCalls swf = new SwfCalls(parts.client(), settings, parts.redactor());
		this.calls = new ThreadPoolExecutor(0, 64, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
				RunningWorker::callThread);
		this.types = new ActivityTypes(swf, this.handlers, settings);
		this.heartbeats = new Heartbeats(swf, parts.answers(), this.types, settings.interruptOnCancel(),
				System::nanoTime);
		this.runner = new TaskRunner(this.handlers, parts.answers(), this.heartbeats, this::late, () -> this.outOfTime);
		taskLists(this.handlers).forEach((name,
				list) -> this.lists.add(new TaskListPolling(name, list,
						new TaskListPolling.Parts(swf, this.runner, parts.threads(), parts.polls()),
						new FailureBudget(settings.budget(), System::nanoTime))));
	}

	/** Runs on this thread if no new one can be started, so that every task ends. */
	private void late(Runnable end) {
		try {
			this.parts.threads().newThread(end).start();
		}
		catch (Throwable ex) {
			logger.debug("There is no thread for the end of a task", ex);
			end.run();
		}
	}

	void start() {
		logger.info("Polling task lists {} of SWF domain '{}' as '{}'",
				this.lists.stream().map(TaskListPolling::name).toList(), this.settings.domain(),
				this.settings.identity());
		if (this.handlers.isEmpty()) {
			logger.warn("There is no @ActivityHandler: every task fails with UNKNOWN_ACTIVITY_TYPE");
		}
		this.calls.execute(this::compareTypes);
		Thread beats = new Thread(this::beat, "swf-worker-heartbeats");
		// Keeps the JVM running, also if all other threads are virtual or daemons
		beats.setDaemon(false);
		beats.start();
		this.lists.forEach(TaskListPolling::start);
	}

	/** Repeated until SWF answers and the domain is registered. */
	private void compareTypes() {
		Backoff waits = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
		List<String> names = this.lists.stream().map(TaskListPolling::name).toList();
		while (!this.stopping && !this.types.compare(names)) {
			TaskRunner.clearInterrupt();
			Deadline.in(waits.next()).await(() -> this.stopping, 200);
		}
	}

	/** Nothing ends this loop early: without heartbeats, all tasks would time out. */
	private void beat() {
		while (!this.over) {
			TaskRunner.clearInterrupt();
			TaskFailureListeners.call(this.heartbeats, (beats) -> beats.goOver(this.calls));
			Deadline.in(Duration.ofMillis(200)).await(() -> this.over, 50);
		}
	}

	void stop() {
		Deadline polls = Deadline.in(SwfCalls.POLL_TIMEOUT);
		Deadline handlers = Deadline.in(this.settings.timing().shutdownTimeout());
		TaskFailureListeners.call(logger, (log) -> log.info("Polling stops; polls in progress end within a minute"));
		this.lists.forEach(TaskListPolling::stop);
		this.stopping = true;
		boolean interrupted = Thread.interrupted();
		boolean quiet = handlers.await(this::isQuiet);
		this.outOfTime = true;
		if (!quiet) {
			interruptHandlers();
			polls.await(this::arePollsOver);
			this.runner.running().forEach(TaskRun::stop);
			Deadline.in(GRACE).await(this::isQuiet);
		}
		this.over = true;
		this.calls.shutdown();
		TaskFailureListeners.call(this, RunningWorker::logEnd);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void interruptHandlers() {
		if (!this.runner.running().isEmpty()) {
			TaskFailureListeners.call(logger, (log) -> log.warn(
					"{} activity handlers are still running after 'swf.worker.shutdown-timeout' and are interrupted",
					this.runner.running().size()));
			this.runner.running().forEach(TaskRun::stop);
		}
	}

	private boolean arePollsOver() {
		return this.lists.stream().allMatch(TaskListPolling::hasNoPolls);
	}

	private boolean isQuiet() {
		return this.lists.stream().allMatch(TaskListPolling::isQuiet);
	}

	private void logEnd() {
		if (!arePollsOver()) {
			logger.warn("Polls are still in progress: a task that one of them returns is lost until it times out");
		}
		this.runner.running()
			.forEach((run) -> logger.warn("The handler of {} ignores the interrupt and is still running", run.task()));
	}

	private static ActivityHandlers handlers(Parts parts, boolean flow) {
		ConfigurableListableBeanFactory beans = parts.beans();
		InputConversion conversion = new InputConversion(
				SingletonSupplier
					.of(() -> beans.getBeanProvider(ActivityInputConverter.class).orderedStream().toList()),
				SingletonSupplier.ofNullable(() -> JacksonJson.find(beans)), flow);
		return new ActivityHandlers(parts.handlers().get(), beans::resolveEmbeddedValue,
				(handler) -> new ActivityInvoker(handler, beans, conversion));
	}

	private Map<String, WorkerSettings.TaskList> taskLists(ActivityHandlers handlers) {
		Map<String, WorkerSettings.TaskList> lists = new TreeMap<>(this.settings.taskLists());
		handlers.taskLists().forEach((name) -> lists.putIfAbsent(name, this.settings.others()));
		return lists;
	}

	Execution onStart(ActivityTask task) {
		return this.runner.onStart(task);
	}

	boolean isPolling() {
		return !this.stopping;
	}

	List<State.TaskListState> state() {
		return this.lists.stream().map(TaskListPolling::state).toList();
	}

	private static Thread callThread(Runnable calls) {
		Thread thread = new Thread(calls, "swf-worker-call");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * The end of a wait.
	 *
	 * @param nanoTime its {@link System#nanoTime()}
	 */
	private record Deadline(long nanoTime) {

		static Deadline in(Duration time) {
			return new Deadline(System.nanoTime() + time.toNanos());
		}

		boolean isOver() {
			return System.nanoTime() - this.nanoTime >= 0;
		}

		boolean await(BooleanSupplier condition) {
			return await(condition, 5);
		}

		/** An interrupt does not end the wait; the flag is restored afterwards. */
		boolean await(BooleanSupplier condition, long stepMillis) {
			boolean interrupted = false;
			while (!condition.getAsBoolean() && !isOver()) {
				try {
					TimeUnit.MILLISECONDS.sleep(stepMillis);
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			return condition.getAsBoolean();
		}

	}

}
