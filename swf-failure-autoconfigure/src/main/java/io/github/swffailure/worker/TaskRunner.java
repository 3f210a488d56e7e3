// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.ActivityResultTooLongException;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.ActivityTaskContext;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.UnknownActivityTypeException;
import io.github.swffailure.WorkerStoppingException;
import io.github.swffailure.support.TaskFailureListeners;
import io.github.swffailure.worker.ActivityWorker.Answers;
import io.github.swffailure.worker.FailureBudget.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

/**
 * Runs tasks: records the task, finds its handler, converts the input, calls the handler
 * and answers. Any exception fails the task; none is thrown. Listens to the handlers'
 * interceptor to know which failures are already reported.
 */
final class TaskRunner implements ActivityExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

	private final ActivityHandlers handlers;

	private final Answers answers;

	private final Heartbeats heartbeats;

	private final Executor late;

	private final BooleanSupplier outOfTime;

	private final Map<String, TaskRun> runs = new ConcurrentHashMap<>();

	private final Set<ActivityTask.Type> unknown = ConcurrentHashMap.newKeySet();

	/**
	 * Creates the runner.
	 * @param late runs the end of tasks that end on a thread of the application
	 * @param outOfTime whether the worker is stopping and starts no more handlers
	 */
	TaskRunner(ActivityHandlers handlers, Answers answers, Heartbeats heartbeats, Executor late,
			BooleanSupplier outOfTime) {
		this.handlers = handlers;
		this.answers = answers;
		this.heartbeats = heartbeats;
		this.late = late;
		this.outOfTime = outOfTime;
	}

	/**
	 * Runs a task. Returns when the handler returns; its result may come later.
	 * @param onEnd called when the task is answered or its answer is kept
	 */
	void run(String taskList, PollForActivityTaskResponse response, Consumer<Result> onEnd) {
		ActivityTask task = ActivityTask.from(response);
		Execution note = this.answers.taken(task);
		ActivityInvoker invoker = (task.type() != null) ? this.handlers.find(taskList, task.type()) : null;
		End end = new End(invoker, Thread.currentThread(), onEnd);
		TaskRun run = new TaskRun(task, note, end);
		this.runs.put(task.taskToken(), run);
		try {
			if (invoker == null) {
				throw unknownType(task, taskList);
			}
			if (this.outOfTime.getAsBoolean()) {
				throw new WorkerStoppingException();
			}
			this.heartbeats.add(run);
			call(invoker, response, run);
		}
		catch (Throwable ex) {
			run.failed(ex);
		}
		finally {
			end.leave();
		}
	}

	private UnknownActivityTypeException unknownType(ActivityTask task, String taskList) {
		ActivityTask.Type type = (task.type() != null) ? task.type() : new ActivityTask.Type("unknown", "");
		if (this.unknown.add(type)) {
			TaskFailureListeners.call(logger,
					(log) -> log.error("Tasks of activity {} arrive on task list '{}', but have no handler: "
							+ "they fail with UNKNOWN_ACTIVITY_TYPE, retryable", type, taskList));
		}
		return new UnknownActivityTypeException(type, taskList);
	}

	@SuppressWarnings("try")
	private void call(ActivityInvoker invoker, PollForActivityTaskResponse response, TaskRun run) throws Throwable {
		@Nullable Object[] arguments = invoker.arguments(response, run.task());
		Object result;
		run.stoppedByInterrupt();
		try (ActivityTaskContext.Scope scope = ActivityTaskContext.bind(run.task())) {
			result = invoker.invoke(arguments, run);
		}
		finally {
			run.stoppedBy(null);
			clearInterrupt();
		}
		if (result == null && invoker.isAsync() && run.isNotBegun()) {
			run.awaitInterceptor();
		}
		else if (invoker.isSuspended(result)) {
			KotlinCalls.stopWith(arguments[arguments.length - 1], run);
		}
		else {
			LateResults.follow(result, run);
		}
	}

	/** A late interrupt, or one from elsewhere, must not hit the next task. */
	@SuppressWarnings("ResultOfMethodCallIgnored")
	static void clearInterrupt() {
		Thread.interrupted();
	}

	@Override
	public Execution onStart(ActivityTask task) {
		TaskRun run = this.runs.get(task.taskToken());
		if (run == null) {
			return Execution.NONE;
		}
		return run.watched();
	}

	Collection<TaskRun> running() {
		return this.runs.values();
	}

	private void conclude(TaskRun run, @Nullable ActivityInvoker invoker, Ending ending, Consumer<Result> onEnd) {
		ActivityTask task = run.task();
		Result result = Result.FAILED;
		try {
			Throwable failure = ending.failure();
			String text = null;
			if (failure == null && ending.result() != null && invoker != null) {
				text = invoker.write(ending.result(), task);
				failure = refusal(text, invoker);
			}
			result = Result.of(failure);
			if (!ending.reported()) {
				answer(run, text, failure);
			}
		}
		catch (Throwable ex) {
			answer(run, null, ex);
		}
		finally {
			this.heartbeats.remove(run);
			this.runs.remove(task.taskToken(), run);
			onEnd.accept(result);
		}
	}

	private static @Nullable Throwable refusal(@Nullable String text, ActivityInvoker invoker) {
		return (text != null && text.length() > ActivityResultTooLongException.MAX_RESULT_LENGTH)
				? new ActivityResultTooLongException(invoker.toString(), text.length()) : null;
	}

	private void answer(TaskRun run, @Nullable String text, @Nullable Throwable failure) {
		ReportOutcome outcome = (failure != null) ? this.answers.failed(run.task(), failure)
				: this.answers.completed(run.task(), text);
		if (outcome == ReportOutcome.EXPIRED) {
			TaskFailureListeners.call(run.note(),
					(note) -> note.onLost(new IllegalStateException("The answer is neither delivered nor kept")));
		}
		else {
			TaskFailureListeners.call(run.note(), (note) -> note.onEnd(failure));
		}
	}

	private record Ending(@Nullable Object result, @Nullable Throwable failure, boolean reported) {
	}

	/** Concludes a task on the worker's thread if that is still running it. */
	private final class End implements TaskRun.Ends {

		private final @Nullable ActivityInvoker invoker;

		private final Thread thread;

		private final Consumer<Result> onEnd;

		private @Nullable Runnable pending;

		private boolean left;

		private End(@Nullable ActivityInvoker invoker, Thread thread, Consumer<Result> onEnd) {
			this.invoker = invoker;
			this.thread = thread;
			this.onEnd = onEnd;
		}

		@Override
		public void onEnd(TaskRun run, @Nullable Object result, @Nullable Throwable failure, boolean reported) {
			Runnable conclusion = () -> conclude(run, this.invoker, new Ending(result, failure, reported), this.onEnd);
			synchronized (this) {
				if (!this.left && Thread.currentThread() == this.thread) {
					this.pending = conclusion;
					return;
				}
			}
			TaskRunner.this.late.execute(conclusion);
		}

		void leave() {
			Runnable conclusion;
			synchronized (this) {
				this.left = true;
				conclusion = this.pending;
			}
			if (conclusion != null) {
				conclusion.run();
			}
		}

	}

}
