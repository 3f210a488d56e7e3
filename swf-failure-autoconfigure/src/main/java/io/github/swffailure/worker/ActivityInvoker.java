// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.DeclaredHandler;
import io.github.swffailure.worker.ActivityWorker.InvalidHandlersException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ReflectionUtils;

/**
 * Calls one handler through the proxy of its bean. The bean is looked up at the first
 * task, or at each task if it is not a singleton.
 */
final class ActivityInvoker {

	private static final int MAX_DEPTH = 8;

	private final DeclaredHandler handler;

	private final BeanFactory beans;

	private final InputConversion conversion;

	private final List<Parameter> parameters;

	private final boolean suspending;

	private final boolean async;

	private volatile @Nullable Bound bound;

	/**
	 * Creates the invoker.
	 * @throws InvalidHandlersException if the handler has more than one input, or if its
	 * end cannot be observed
	 */
	ActivityInvoker(DeclaredHandler handler, BeanFactory beans, InputConversion conversion) {
		this.handler = handler;
		this.beans = beans;
		this.conversion = conversion;
		this.suspending = KotlinDetector.isSuspendingFunction(handler.method());
		this.async = AnnotatedElementUtils.hasAnnotation(handler.method(), Async.class)
				|| AnnotatedElementUtils.hasAnnotation(handler.target(), Async.class);
		this.parameters = parameters();
		if (this.async && handler.method().getReturnType() == void.class
				&& this.parameters.stream().allMatch((parameter) -> parameter.kind() == Kind.INPUT)) {
			throw new InvalidHandlersException(
					"Activity handler '" + handler + "' of bean '" + handler.bean()
							+ "' is @Async and returns nothing, so the end of its tasks is unknown",
					"Return a CompletableFuture, take a parameter of type ActivityTask, or remove @Async, because the "
							+ "worker has its own threads.");
		}
	}

	private List<Parameter> parameters() {
		int count = this.handler.method().getParameterCount() - (this.suspending ? 1 : 0);
		List<Parameter> found = new ArrayList<>(IntStream.range(0, count).mapToObj(this::parameter).toList());
		List<Parameter> inputs = found.stream().filter((parameter) -> parameter.kind() == Kind.INPUT).toList();
		if (inputs.size() > 1 && !this.conversion.readsArguments()) {
			throw new InvalidHandlersException(
					"Activity handler '" + this.handler + "' of bean '" + this.handler.bean() + "' has " + inputs.size()
							+ " inputs, but a task has one",
					"Take one parameter for the input, for example a record. Parameters of type ActivityTask and "
							+ "PollForActivityTaskResponse and @TaskToken String do not count; with "
							+ "'swf.worker.input-format' set to 'flow' a handler may have several.");
		}
		return List.copyOf(found);
	}

	private Parameter parameter(int index) {
		ResolvableType type = resolved(
				ResolvableType.forMethodParameter(this.handler.method(), index, this.handler.target()), MAX_DEPTH);
		Class<?> raw = type.toClass();
		if (raw == ActivityTask.class) {
			return new Parameter(Kind.TASK, type);
		}
		if (raw == PollForActivityTaskResponse.class) {
			return new Parameter(Kind.RESPONSE, type);
		}
		return new Parameter(this.handler.tokens().contains(index) ? Kind.TOKEN : Kind.INPUT, type);
	}

	/**
	 * Replaces type variables, which can only be resolved with the handler's class.
	 * @param depth maximum depth, because the bound of a variable may contain the
	 * variable
	 */
	private static ResolvableType resolved(ResolvableType type, int depth) {
		if (type.isArray()) {
			ResolvableType component = type.getComponentType();
			return component.hasGenerics() ? type : ResolvableType.forArrayComponent(resolved(component, depth));
		}
		if (depth == 0 || !type.hasGenerics() || type.getType() instanceof Class) {
			return ResolvableType.forClass(type.toClass());
		}
		return ResolvableType.forClassWithGenerics(type.toClass(),
				Arrays.stream(type.getGenerics())
					.map((generic) -> resolved(generic, depth - 1))
					.toArray(ResolvableType[]::new));
	}

	/**
	 * The arguments of the call.
	 * @throws IllegalArgumentException if the input cannot be converted
	 */
	@Nullable Object[] arguments(PollForActivityTaskResponse response, ActivityTask task) {
		@Nullable Object[] arguments = new @Nullable Object[this.handler.method().getParameterCount()];
		List<@Nullable Object> inputs = inputs(response.input(), task);
		int next = 0;
		for (int i = 0; i < this.parameters.size(); i++) {
			arguments[i] = switch (this.parameters.get(i).kind()) {
				case TASK -> task;
				case RESPONSE -> response;
				case TOKEN -> task.taskToken();
				case INPUT -> inputs.get(next++);
			};
		}
		return arguments;
	}

	private List<@Nullable Object> inputs(@Nullable String input, ActivityTask task) {
		List<ResolvableType> types = this.parameters.stream()
			.filter((parameter) -> parameter.kind() == Kind.INPUT)
			.map(Parameter::type)
			.toList();
		return this.conversion.read(input, types, task);
	}

	/** Calls the handler, and throws its exception. */
	@Nullable Object invoke(@Nullable Object[] arguments, TaskRun run) throws Throwable {
		Bound call = bound();
		if (this.suspending) {
			arguments[arguments.length - 1] = KotlinCalls.continuation(run);
		}
		try {
			return call.method().invoke(call.bean(), arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Bound bound() {
		Bound known = this.bound;
		if (known != null) {
			return known;
		}
		Object bean = this.beans.getBean(this.handler.bean());
		Method method = AopUtils.selectInvocableMethod(this.handler.method(), bean.getClass());
		ReflectionUtils.makeAccessible(method);
		Bound made = new Bound(bean, method);
		if (this.beans.isSingleton(this.handler.bean())) {
			this.bound = made;
		}
		return made;
	}

	/** Whether the handler may start after the call has returned. */
	boolean isAsync() {
		return this.async;
	}

	boolean isSuspended(@Nullable Object result) {
		return this.suspending && result != null && KotlinCalls.isSuspended(result);
	}

	@Nullable String write(Object result, ActivityTask task) {
		return this.conversion.write(result, task);
	}

	@Override
	public String toString() {
		return this.handler.toString();
	}

	private enum Kind {

		TASK, RESPONSE, TOKEN, INPUT

	}

	private record Parameter(Kind kind, ResolvableType type) {
	}

	private record Bound(Object bean, Method method) {
	}

}
