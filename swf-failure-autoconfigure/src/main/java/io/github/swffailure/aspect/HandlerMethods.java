package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcher;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * The handlers of each class, scanned once a class; a pointcut of them. An annotation is
 * found on the method, on what it overrides or implements, and on other annotations.
 */
final class HandlerMethods extends StaticMethodMatcher implements Pointcut {

	private final Map<Class<?>, Map<Method, HandlerMethod>> methods = new ConcurrentHashMap<>();

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

	Collection<HandlerMethod> in(Class<?> type) {
		return methodsOf(type).values();
	}

	@Nullable HandlerMethod find(Method method, Class<?> targetClass) {
		Map<Method, HandlerMethod> handlers = methodsOf(targetClass);
		if (handlers.isEmpty()) {
			return null;
		}
		HandlerMethod handler = handlers
			.get(AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(targetClass)));
		return (handler != null) ? handler : handlers.get(method);
	}

	private Map<Method, HandlerMethod> methodsOf(Class<?> type) {
		return this.methods.computeIfAbsent(ClassUtils.getUserClass(type), HandlerMethods::scan);
	}

	private static Map<Method, HandlerMethod> scan(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, ActivityHandler.class)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type, (Method method) -> {
			ActivityHandler annotation = AnnotatedElementUtils.findMergedAnnotation(method, ActivityHandler.class);
			return (annotation != null) ? HandlerMethod.of(method, annotation, type) : null;
		});
	}

}
