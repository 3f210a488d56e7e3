// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.HandlerResults.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * What is known of a handler before it is called.
 *
 * @param method the method of the target class
 * @param name the method, as in {@code Payments.charge(Order)}
 * @param type the activity type that the annotation names
 * @param taskList the task list that the annotation names, or an empty text
 * @param arguments where the task is among the arguments
 * @param result the declared type of the result, type variables resolved
 * @param suspending whether it is a suspending function of Kotlin
 */
record HandlerMethod(Method method, String name, ActivityTask.Type type, String taskList, Arguments arguments,
		Class<?> result, boolean suspending) {

	/** What a caller may run, or read, after the handler has returned. */
	private static final List<Class<?>> LATER = List.of(Callable.class, Supplier.class, Runnable.class, Iterator.class,
			BaseStream.class);

	private static final List<String> TOKENS = List.of("taskToken", "getTaskToken");

	static HandlerMethod of(Method method, ActivityHandler annotation, Class<?> target) {
		String activity = annotation.name().isEmpty() ? nameOf(method) : annotation.name();
		return new HandlerMethod(method, signatureOf(method, target),
				new ActivityTask.Type(activity, annotation.version()), annotation.taskList(),
				Arguments.of(method, target), resultOf(method, target).toClass(),
				KotlinDetector.isSuspendingFunction(method));
	}

	/**
	 * Kotlin's reflection, which Spring asks, fails for a suspending function that
	 * returns {@code Nothing}.
	 */
	private static ResolvableType resultOf(Method method, Class<?> target) {
		try {
			return ResolvableType.forMethodReturnType(method, target);
		}
		catch (NoSuchElementException ex) {
			return ResolvableType.forClass(method.getReturnType());
		}
	}

	/**
	 * The name in the source: Kotlin adds a hash where a parameter is of a value class,
	 * and the module to what is internal.
	 */
	private static String nameOf(Method method) {
		String name = method.getName();
		return KotlinDetector.isKotlinType(method.getDeclaringClass())
				? name.replaceFirst("(-[\\w-]{7})?(\\$\\w+)?$", "") : name;
	}

	private static String signatureOf(Method method, Class<?> target) {
		String simpleName = target.getSimpleName();
		return (simpleName.isEmpty() ? target.getName() : simpleName) + '.' + nameOf(method)
				+ Arrays.stream(method.getParameterTypes())
					.limit(method.getParameterCount() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0))
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	/** What in the signature may leave a failure unheard, resolvers of tasks apart. */
	List<String> concerns(boolean resolved) {
		return Stream.of(concernOfToken(), resolved ? null : concernOfTask(), concernOfResult())
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable String concernOfToken() {
		return this.arguments.tokens.stream()
			.anyMatch((position) -> isNoText(this.method.getParameterTypes()[position]))
					? "has a @TaskToken parameter that is no String, so that its task is not found there" : null;
	}

	private @Nullable String concernOfTask() {
		List<ResolvableType> parameters = Arguments.positions(this.method)
			.mapToObj((position) -> ResolvableType.forMethodParameter(this.method, position))
			.toList();
		if (!this.arguments.tokens.isEmpty() || parameters.stream().anyMatch(HandlerMethod::isTask)) {
			return null;
		}
		if (Stream.of(this.method.getParameters())
			.anyMatch((parameter) -> TOKENS.contains(parameter.getName()) && !isNoText(parameter.getType()))) {
			return "has a parameter 'taskToken' without @TaskToken, so that its task is not found there";
		}
		return parameters.stream().noneMatch(HandlerMethod::holdsTask) ? null
				: "takes its task within another object, where it is not found: declare a parameter of type "
						+ "PollForActivityTaskResponse or ActivityTask";
	}

	private static boolean isTask(ResolvableType type) {
		return type.toClass() == ActivityTask.class || type.toClass() == PollForActivityTaskResponse.class;
	}

	private static boolean holdsTask(ResolvableType type) {
		if (isTask(type.getComponentType()) || Stream.of(type.getGenerics()).anyMatch(HandlerMethod::isTask)) {
			return true;
		}
		try {
			return Stream.of(type.toClass().getMethods())
				.anyMatch((method) -> TOKENS.contains(method.getName())
						|| isTask(ResolvableType.forClass(method.getReturnType())));
		}
		catch (LinkageError ex) {
			return false;
		}
	}

	private @Nullable String concernOfResult() {
		String returns = "returns " + this.result.getSimpleName();
		if (Kind.ofType(this.result) == Kind.FUTURE) {
			return "returns a Future that notifies nobody when it fails: return a CompletionStage instead";
		}
		if (Kind.isTooNarrow(this.result)) {
			return returns + ", which cannot be followed, so that its failure is not reported: declare a wider type";
		}
		if (LATER.stream().anyMatch((type) -> type.isAssignableFrom(this.result))
				|| KotlinResults.isLater(this.result)) {
			return returns + ", and what fails once that is used is not reported: "
					+ "return the result itself, a CompletionStage or a reactive type";
		}
		return Stream.of(resultOf(this.method, this.method.getDeclaringClass()).getGenerics())
			.anyMatch((inner) -> Kind.ofType(inner.toClass()) != Kind.COMPLETE)
					? returns + " of what may fail later, which is not reported: return that as it is" : null;
	}

	private static boolean isNoText(Class<?> type) {
		return !type.isAssignableFrom(String.class) && !CharSequence.class.isAssignableFrom(type);
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

	/**
	 * Where the arguments of a handler carry its task.
	 *
	 * @param tokens positions of task tokens, which are asked first
	 */
	record Arguments(List<Integer> tokens) {

		static Arguments of(Method method, Class<?> target) {
			List<Method> declarations = declarations(method, target);
			return new Arguments(positions(method).filter((i) -> isToken(declarations, i)).boxed().toList());
		}

		/**
		 * A text that cannot be a token, and the answer to a poll that found nothing, are
		 * passed over.
		 */
		@Nullable ActivityTask find(@Nullable Object[] arguments, ActivityTask.Type type) {
			for (int position : this.tokens) {
				if (arguments[position] instanceof CharSequence token && mayBeToken(token)) {
					return new ActivityTask(token.toString(), null, type, null);
				}
			}
			for (Object argument : arguments) {
				ActivityTask task = taskIn(argument);
				if (task != null) {
					return task;
				}
			}
			return null;
		}

		private static @Nullable ActivityTask taskIn(@Nullable Object argument) {
			if (argument instanceof PollForActivityTaskResponse response) {
				String token = response.taskToken();
				return (token != null && mayBeToken(token)) ? ActivityTask.from(response) : null;
			}
			return (argument instanceof ActivityTask task) ? task : null;
		}

		private static boolean mayBeToken(CharSequence text) {
			return text.length() > 0 && text.length() <= ActivityTask.MAX_TASK_TOKEN_LENGTH;
		}

		private static IntStream positions(Method method) {
			return IntStream.range(0, method.getParameterCount());
		}

		private static boolean isToken(List<Method> declarations, int position) {
			return declarations.stream()
				.anyMatch((method) -> MergedAnnotations.from(method.getParameters()[position])
					.isPresent(TaskToken.class));
		}

		private static List<Method> declarations(Method method, Class<?> target) {
			return HandlerMethods.hierarchyOf(target)
				.stream()
				.flatMap((type) -> List.of(type.getDeclaredMethods()).stream())
				.filter((candidate) -> isDeclarationOf(method, candidate, target))
				.toList();
		}

		/**
		 * By what type variables stand for; the class of a lambda has no more than what
		 * is erased.
		 */
		private static boolean isDeclarationOf(Method method, Method candidate, Class<?> target) {
			return candidate.getName().equals(method.getName())
					&& candidate.getParameterCount() == method.getParameterCount()
					&& (Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()) || positions(method)
						.allMatch((i) -> parameter(candidate, i, target) == parameter(method, i, target)));
		}

		private static Class<?> parameter(Method method, int position, Class<?> target) {
			return ResolvableType.forMethodParameter(method, position, target).toClass();
		}

	}

}
