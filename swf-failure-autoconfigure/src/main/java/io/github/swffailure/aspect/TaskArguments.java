package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Where the arguments of a handler carry its task.
 *
 * @param tokens positions of task tokens, which are asked first
 */
record TaskArguments(List<Integer> tokens) {

	static TaskArguments of(Method method, Class<?> target) {
		List<Method> declarations = declarations(method, target);
		return new TaskArguments(positions(method).filter((i) -> isToken(declarations, i)).boxed().toList());
	}

	/**
	 * A text that cannot be a token, and the answer to a poll that found nothing, are
	 * passed over.
	 */
	@Nullable ActivityTask find(@Nullable Object[] arguments) {
		for (int position : this.tokens) {
			if (arguments[position] instanceof String token && mayBeToken(token)) {
				return ActivityTask.ofToken(token);
			}
		}
		return Arrays.stream(arguments).map(TaskArguments::taskIn).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private static @Nullable ActivityTask taskIn(@Nullable Object argument) {
		if (argument instanceof PollForActivityTaskResponse response) {
			String token = response.taskToken();
			return (token != null && mayBeToken(token)) ? ActivityTask.from(response) : null;
		}
		return (argument instanceof ActivityTask task) ? task : null;
	}

	private static boolean mayBeToken(String text) {
		return !text.isEmpty() && text.length() <= ActivityTask.MAX_TASK_TOKEN_LENGTH;
	}

	private static IntStream positions(Method method) {
		return IntStream.range(0, method.getParameterCount());
	}

	private static boolean isToken(List<Method> declarations, int position) {
		return declarations.stream()
			.anyMatch((method) -> MergedAnnotations.from(method.getParameters()[position]).isPresent(TaskToken.class));
	}

	private static List<Method> declarations(Method method, Class<?> target) {
		Set<Class<?>> types = new LinkedHashSet<>(ClassUtils.getAllInterfacesForClassAsSet(target));
		for (Class<?> type = target; type != null; type = type.getSuperclass()) {
			types.add(type);
		}
		return types.stream()
			.flatMap((type) -> List.of(type.getDeclaredMethods()).stream())
			.filter((candidate) -> isDeclarationOf(method, candidate, target))
			.toList();
	}

	private static boolean isDeclarationOf(Method method, Method candidate, Class<?> target) {
		return candidate.getName().equals(method.getName())
				&& candidate.getParameterCount() == method.getParameterCount()
				&& positions(method).allMatch((i) -> ResolvableType.forMethodParameter(candidate, i, target)
					.toClass() == method.getParameterTypes()[i]);
	}

}
