// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.HandlerResults.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;

/**
 * Parts of a handler's signature because of which a failure may not be reported, worded
 * for a log line that begins with the name of the handler.
 */
record HandlerConcerns(HandlerMethod handler) {

	/** Results that the caller runs or reads after the handler has returned. */
	private static final List<Class<?>> LATER = List.of(Callable.class, Supplier.class, Runnable.class, Iterator.class,
			BaseStream.class);

	private static final int MAX_DEPTH = 4;

	private static final List<String> TOKENS = List.of("taskToken", "getTaskToken");

	/**
	 * The concerns about a handler.
	 * @param resolved whether a resolver may find its task
	 */
	static List<String> of(HandlerMethod handler, boolean resolved) {
		return new HandlerConcerns(handler).all(resolved);
	}

	private List<String> all(boolean resolved) {
		return Stream.of(concernOfToken(), resolved ? null : concernOfTask(), concernOfResult())
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable String concernOfToken() {
		return this.handler.arguments()
			.tokens()
			.stream()
			.anyMatch((position) -> isNoText(this.handler.method().getParameterTypes()[position]))
					? "has a @TaskToken parameter that is not a String, so its task is not found there" : null;
	}

	private @Nullable String concernOfTask() {
		List<ResolvableType> parameters = HandlerMethod.Arguments.positions(this.handler.method())
			.mapToObj((position) -> ResolvableType.forMethodParameter(this.handler.method(), position))
			.toList();
		if (!this.handler.arguments().tokens().isEmpty() || parameters.stream().anyMatch(HandlerConcerns::isTask)) {
			return null;
		}
		if (Stream.of(this.handler.method().getParameters())
			.anyMatch((parameter) -> TOKENS.contains(parameter.getName()) && !isNoText(parameter.getType()))) {
			return "has a parameter 'taskToken' without @TaskToken, so its task is not found there";
		}
		return parameters.stream().noneMatch(HandlerConcerns::holdsTask) ? null
				: "takes its task within another object, where it is not found: declare a parameter of type "
						+ "PollForActivityTaskResponse or ActivityTask";
	}

	private static boolean isTask(ResolvableType type) {
		return type.toClass() == ActivityTask.class || type.toClass() == PollForActivityTaskResponse.class;
	}

	private static boolean holdsTask(ResolvableType type) {
		if (isTask(type.getComponentType()) || Stream.of(type.getGenerics()).anyMatch(HandlerConcerns::isTask)) {
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
		String returns = "returns " + this.handler.result().getSimpleName();
		if (Kind.ofType(this.handler.result()) == Kind.FUTURE) {
			return isAsync() ? null
					: "returns a Future, which does not signal its failure: return a CompletionStage instead";
		}
		if (Kind.isTooNarrow(this.handler.result())) {
			return returns + ", which cannot be followed, so its failure is not reported: declare a wider type";
		}
		if (LATER.stream().anyMatch((type) -> type.isAssignableFrom(this.handler.result()))
				|| KotlinResults.isLater(this.handler.result())) {
			return returns + ", and a failure when that is used is not reported: "
					+ "return the result itself, a CompletionStage or a reactive type";
		}
		ResolvableType type = HandlerMethod.resultOf(this.handler.method(), this.handler.method().getDeclaringClass());
		return holdsLater(type, MAX_DEPTH)
				? returns + " of results that may fail later, without a report: return the result itself" : null;
	}

	/**
	 * Limited in depth, because the bound of a type variable may contain the variable.
	 */
	private static boolean holdsLater(ResolvableType type, int depth) {
		return Stream.concat(Stream.of(type.getComponentType()), Stream.of(type.getGenerics()))
			.anyMatch((inner) -> Kind.ofType(inner.toClass()) != Kind.COMPLETE
					|| (depth > 0 && holdsLater(inner, depth - 1)));
	}

	/** Then the handler is intercepted on its own thread. */
	private boolean isAsync() {
		return AnnotatedElementUtils.hasAnnotation(this.handler.method(), Async.class)
				|| AnnotatedElementUtils.hasAnnotation(this.handler.method().getDeclaringClass(), Async.class);
	}

	private static boolean isNoText(Class<?> type) {
		Class<?> text = ValueClasses.unboxedType(type);
		return !text.isAssignableFrom(String.class) && !CharSequence.class.isAssignableFrom(text);
	}

}
