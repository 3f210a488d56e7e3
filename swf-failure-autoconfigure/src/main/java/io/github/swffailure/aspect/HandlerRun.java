package io.github.swffailure.aspect;

import io.github.swffailure.ActivityExecutionListener.Execution;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler.
 *
 * @param handler the handler
 * @param task its task, with a type; {@code null} if none was found
 * @param enclosed whether it runs within a handler of the same task, which then reports
 * @param execution who is told of the end
 */
record HandlerRun(HandlerMethod handler, @Nullable ActivityTask task, boolean enclosed, Execution execution) {

	HandlerRun toldTo(Execution listener) {
		return new HandlerRun(this.handler, this.task, this.enclosed, listener);
	}

}
