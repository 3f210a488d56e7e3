// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.aspect.RunningHandlers.Stack;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of the handlers that run.
 */
class RunningHandlersTests {

	private static final int MOST_CALLS = 200;

	private final MethodInvocation call = (MethodInvocation) Proxy.newProxyInstance(getClass().getClassLoader(),
			new Class<?>[] { MethodInvocation.class }, (proxy, method, arguments) -> proxy);

	private final List<Integer> sizes = new ArrayList<>(100_000);

	@Test
	void stackThatOverflowsWhileACallIsAddedStillHasTheOthers() {
		List<Object> stack = Stack.current();
		for (int calls = 0; calls < MOST_CALLS; calls++) {
			this.sizes.clear();
			pushAtTheEndOfTheStack(stack);
			assertThat(this.sizes).isNotEmpty().containsOnly(calls);
			assertThat(stack).hasSize(calls + 1);
		}
		Stack.restore(stack, 0);
	}

	/**
	 * Tries with each frame that is given back, until one does not overflow.
	 */
	@SuppressWarnings("InfiniteRecursion") // it ends with the stack
	private void pushAtTheEndOfTheStack(List<Object> stack) {
		try {
			pushAtTheEndOfTheStack(stack);
		}
		catch (StackOverflowError ex) {
			this.sizes.add(stack.size());
			Stack.push(stack, this.call);
		}
	}

}
