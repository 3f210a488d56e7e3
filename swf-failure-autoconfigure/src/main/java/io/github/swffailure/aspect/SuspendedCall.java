// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.RunningHandlers.Stack;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The call of a suspending handler, pushed to the stack of each thread on which its
 * coroutine is resumed: handlers within it that do not suspend find it there and leave
 * the report to it.
 */
@SuppressWarnings("serial")
final class SuspendedCall extends AbstractCoroutineContextElement implements ThreadContextElement<Integer> {

	private static final CoroutineContext.Key<SuspendedCall> KEY = new CoroutineContext.Key<>() {
	};

	private final transient MethodInvocation call;

	private final transient @Nullable ActivityTask task;

	SuspendedCall(MethodInvocation call, @Nullable ActivityTask task) {
		super(KEY);
		this.call = call;
		this.task = task;
	}

	@Override
	public Integer updateThreadContext(CoroutineContext context) {
		List<Object> stack = Stack.current();
		int size = stack.size();
		if (this.task != null) {
			stack.add(this.task);
		}
		stack.add(this.call);
		return size;
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, Integer size) {
		Stack.restore(Stack.current(), size);
	}

}
