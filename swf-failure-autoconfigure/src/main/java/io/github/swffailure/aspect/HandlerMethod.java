// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * A handler and the data that do not depend on the call.
 *
 * @param method the method of the target class
 * @param name the method, as in {@code Payments.charge(Order)}
 * @param type the activity type that the annotation names
 * @param taskList the task list that the annotation names, or an empty text
 * @param arguments finds the task among the arguments
 * @param result the declared type of the result, type variables resolved
 * @param suspending whether it is a suspending function of Kotlin
 */
record HandlerMethod(Method method, String name, ActivityTask.Type type, String taskList, Arguments arguments,
		Class<?> result, boolean suspending) {

	static HandlerMethod of(Method method, ActivityHandler annotation, Class<?> target) {
		String activity = annotation.name().isEmpty() ? nameOf(method) : annotation.name();
		return new HandlerMethod(method, signatureOf(method, target),
				new ActivityTask.Type(activity, annotation.version()), annotation.taskList(),
				Arguments.of(method, target), resultOf(method, target).toClass(),
				KotlinDetector.isSuspendingFunction(method));
	}

	/**
	 * The return type. Kotlin's reflection, which Spring uses, fails for a suspending
	 * function that returns {@code Nothing}.
	 */
	static ResolvableType resultOf(Method method, Class<?> target) {
		try {
			return ResolvableType.forMethodReturnType(method, target);
		}
		catch (NoSuchElementException ex) {
			return ResolvableType.forClass(method.getReturnType());
		}
	}

	/**
	 * The name in the source: Kotlin adds a hash if a parameter is of a value class, and
	 * the module if the method is internal.
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

	/**
	 * Whether a method of the target overrides or implements a declaration. Compares
	 * resolved type variables, which Kotlin compiles to primitive types and to the
	 * content of value classes; the class of a lambda has only the erased types.
	 */
	static boolean implementsDeclaration(Method method, Method declaration, Class<?> target) {
		String name = declaration.getName();
		return (method.getName().equals(name) || method.getName().startsWith(name + '-'))
				&& method.getParameterCount() == declaration.getParameterCount()
				&& (Arrays.equals(declaration.getParameterTypes(), method.getParameterTypes())
						|| Arguments.positions(method)
							.allMatch((i) -> isSame(parameter(method, i, target), parameter(declaration, i, target))));
	}

	private static boolean isSame(Class<?> type, Class<?> declared) {
		return type == declared || ClassUtils.resolvePrimitiveIfNecessary(type) == declared
				|| type == ValueClasses.unboxedType(declared);
	}

	private static Class<?> parameter(Method method, int position, Class<?> target) {
		return ResolvableType.forMethodParameter(method, position, target).toClass();
	}

	/** The result for the caller if an exception is swallowed. */
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
	 * Finds the task among the arguments of a handler.
	 *
	 * @param tokens positions of task tokens, which come before other arguments
	 */
	record Arguments(List<Integer> tokens) {

		static Arguments of(Method method, Class<?> target) {
			List<Method> declarations = declarations(method, target);
			return new Arguments(positions(method).filter((i) -> isToken(declarations, i)).boxed().toList());
		}

		/**
		 * Ignores texts that cannot be a token, and the answer to a poll that returned no
		 * task.
		 */
		@Nullable ActivityTask find(@Nullable Object[] arguments, ActivityTask.Type type) {
			for (int position : this.tokens) {
				if (textOf(arguments[position]) instanceof CharSequence token && mayBeToken(token)) {
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

		/** A generic method gets the instance of a value class, not its content. */
		private static @Nullable Object textOf(@Nullable Object token) {
			return (token == null || token instanceof CharSequence) ? token : ValueClasses.unboxed(token);
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

		static IntStream positions(Method method) {
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
				.filter((candidate) -> implementsDeclaration(method, candidate, target))
				.toList();
		}

	}

}
