// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.Pointcuts;
import org.springframework.aop.support.StaticMethodMatcher;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The handlers of each class, read once per class, and the pointcut that matches them.
 * The annotation may be on the method, on a method that it overrides or implements, or on
 * another annotation.
 */
final class HandlerMethods extends StaticMethodMatcher implements Pointcut {

	private static final Logger logger = LoggerFactory.getLogger(HandlerMethods.class);

	private static final List<String> FOREIGN = List.of("java.", "software.amazon.awssdk.", "org.springframework.aop.",
			"org.springframework.beans.", "org.springframework.boot.", "org.springframework.context.",
			"org.springframework.core.", "org.springframework.web.");

	private final Map<Class<?>, HandlersOfClass> classes = new ConcurrentHashMap<>();

	private final Map<Class<?>, List<Method>> annotated = new ConcurrentHashMap<>();

	/** The handlers that {@code @Async} runs on another thread, or the others. */
	Pointcut asynchronous(PointcutAdvisor async, boolean wanted) {
		return new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return HandlerMethods.this.matches(method, targetClass)
						&& Pointcuts.matches(async.getPointcut(), method, targetClass) == wanted;
			}

		};
	}

	@Override
	public ClassFilter getClassFilter() {
		return (type) -> !in(type).isEmpty();
	}

	@Override
	public MethodMatcher getMethodMatcher() {
		return this;
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return find(method, targetClass) != null;
	}

	/**
	 * The handlers of a class; none if it cannot be read because a signature refers to a
	 * missing class.
	 */
	Collection<HandlerMethod> in(Class<?> type) {
		return of(type).handlers.values();
	}

	@Nullable HandlerMethod find(Method method, Class<?> targetClass) {
		return of(targetClass).find(method);
	}

	private HandlersOfClass of(Class<?> type) {
		HandlersOfClass known = this.classes.get(type);
		if (known == null) {
			Class<?> userClass = ClassUtils.getUserClass(type);
			known = (userClass != type) ? of(userClass) : new HandlersOfClass(type, read(type));
			this.classes.put(type, known);
		}
		return known;
	}

	private Map<Method, HandlerMethod> read(Class<?> type) {
		try {
			Map<Method, HandlerMethod> handlers = new HashMap<>();
			for (Class<?> declaring : hierarchyOf(type)) {
				for (Method method : annotatedIn(declaring)) {
					Method handler = canonical(method, type);
					handlers.computeIfAbsent(handler, (key) -> HandlerMethod.of(key, annotationOf(method), type));
				}
				for (Method method : annotatedIn(KotlinResults.companionOf(declaring))) {
					handlers.put(method, HandlerMethod.of(method, annotationOf(method), declaring));
				}
			}
			return handlers;
		}
		catch (IllegalStateException | TypeNotPresentException | LinkageError ex) {
			warnOfHandlers(type, ex);
			return Map.of();
		}
	}

	/**
	 * The types that may declare a handler of a class: the class, its interfaces and
	 * their superinterfaces, then the same for its superclass. Types of Spring and the
	 * AWS SDK are left out, because reading their methods would load further classes.
	 */
	static Set<Class<?>> hierarchyOf(Class<?> type) {
		Set<Class<?>> types = new LinkedHashSet<>();
		addTypes(type, types);
		return types;
	}

	private static void addTypes(@Nullable Class<?> type, Set<Class<?>> types) {
		if (type == null || FOREIGN.stream().anyMatch(type.getName()::startsWith)) {
			return;
		}
		types.add(type);
		for (Class<?> implemented : type.getInterfaces()) {
			addTypes(implemented, types);
		}
		addTypes(type.getSuperclass(), types);
	}

	private List<Method> annotatedIn(@Nullable Class<?> type) {
		List<Method> known = (type != null) ? this.annotated.get(type) : List.of();
		if (known == null) {
			List<Method> found = new ArrayList<>();
			ReflectionUtils.doWithLocalMethods(type, (method) -> {
				if (isDeclared(method) && method.getAnnotations().length > 0
						&& MergedAnnotations.from(method).isPresent(ActivityHandler.class)) {
					found.add(method);
				}
			});
			known = found.isEmpty() ? List.of() : found;
			this.annotated.put(type, known);
		}
		return known;
	}

	/**
	 * Excludes the static method with the body of a suspending one, to which Kotlin
	 * copies the annotations.
	 */
	private static boolean isDeclared(Method method) {
		return !method.isSynthetic() || !Modifier.isStatic(method.getModifiers());
	}

	private static ActivityHandler annotationOf(Method method) {
		return MergedAnnotations.from(method).get(ActivityHandler.class).synthesize();
	}

	/** The implementation behind a bridge or a declaration in an interface. */
	static Method canonical(Method method, Class<?> type) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		return (specific.isBridge() || Modifier.isAbstract(specific.getModifiers())) ? behind(specific, type)
				: specific;
	}

	/**
	 * Spring does not resolve bridges to Kotlin methods that are suspending, or whose
	 * name differs because of a parameter of a value class.
	 */
	private static Method behind(Method bridge, Class<?> type) {
		List<Method> methods = hierarchyOf(type).stream()
			.flatMap((declaring) -> Stream.of(declaring.getDeclaredMethods()))
			.filter((method) -> !method.isBridge())
			.toList();
		Stream<Method> declarations = methods.stream()
			.filter((method) -> method.getName().equals(bridge.getName())
					&& Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes()));
		return declarations
			.flatMap((declaration) -> methods.stream()
				.filter((method) -> !Modifier.isAbstract(method.getModifiers())
						&& HandlerMethod.implementsDeclaration(method, declaration, type)))
			.findFirst()
			.orElse(bridge);
	}

	private static void warnOfHandlers(Class<?> type, Throwable problem) {
		try {
			boolean handlers = new SimpleMetadataReaderFactory(type.getClassLoader()).getMetadataReader(type.getName())
				.getAnnotationMetadata()
				.hasAnnotatedMethods(ActivityHandler.class.getName());
			if (handlers) {
				logger.warn(
						"The activity handlers of {} cannot be intercepted, so their failures are not "
								+ "reported: its signatures refer to a class that is not on the class path",
						type.getName(), problem);
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("{} cannot be inspected for activity handlers", type.getName(), ex);
		}
	}

	private record HandlersOfClass(Class<?> type, Map<Method, HandlerMethod> handlers,
			Map<Method, HandlerMethod> invoked) {

		private HandlersOfClass(Class<?> type, Map<Method, HandlerMethod> handlers) {
			this(type, handlers, new ConcurrentHashMap<>());
		}

		@Nullable HandlerMethod find(Method method) {
			if (this.handlers.isEmpty()) {
				return null;
			}
			HandlerMethod known = this.invoked.get(method);
			if (known != null) {
				return known;
			}
			HandlerMethod found = this.handlers.get(canonical(method, this.type));
			if (found != null) {
				this.invoked.put(method, found);
			}
			return found;
		}

	}

}
