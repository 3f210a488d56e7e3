package io.github.swffailure.aspect;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * What is known of a handler before it is called.
 *
 * @param method the method of the target class
 * @param name the method, as in {@code Payments.charge(Order)}
 * @param type the activity type that the annotation names
 * @param arguments where the task is among the arguments
 * @param result the declared type of the result, type variables resolved
 */
record HandlerMethod(Method method, String name, ActivityTask.Type type, TaskArguments arguments, Class<?> result) {

	static HandlerMethod of(Method method, ActivityHandler annotation, Class<?> target) {
		String activity = annotation.name().isEmpty() ? method.getName() : annotation.name();
		return new HandlerMethod(method, nameOf(method, target), new ActivityTask.Type(activity, annotation.version()),
				TaskArguments.of(method, target), ResolvableType.forMethodReturnType(method, target).toClass());
	}

	private static String nameOf(Method method, Class<?> target) {
		String simpleName = target.getSimpleName();
		return (simpleName.isEmpty() ? target.getName() : simpleName) + '.' + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	/** Whether the result is a future of which nobody can be told when it fails. */
	boolean returnsPlainFuture() {
		return Future.class.isAssignableFrom(this.result) && !returnsStage();
	}

	/** Whether the result is there when the method returns. */
	boolean returnsValue() {
		return !Future.class.isAssignableFrom(this.result) && !returnsStage() && reactiveAdapter() == null;
	}

	private boolean returnsStage() {
		return CompletionStage.class.isAssignableFrom(this.result);
	}

	@Nullable ReactiveAdapter reactiveAdapter() {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(this.result);
	}

	/** What stands for the result when there is none. */
	@Nullable Object emptyResult() {
		if (this.result == Optional.class) {
			return Optional.empty();
		}
		return (this.result.isPrimitive() && this.result != void.class)
				? Array.get(Array.newInstance(this.result, 1), 0) : null;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
