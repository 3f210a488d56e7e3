package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.swffailure.aspect.HandlerResults.Kind;
import io.github.swffailure.aspect.UninterceptableHandlerException.Handler;
import io.github.swffailure.aspect.UninterceptableHandlerException.Obstacle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * Looks for handlers that a proxy cannot intercept, and for results that cannot be
 * followed.
 */
final class HandlerInspection {

	private static final Logger logger = LoggerFactory.getLogger(HandlerInspection.class);

	private final HandlerMethods handlers;

	HandlerInspection(HandlerMethods handlers) {
		this.handlers = handlers;
	}

	/**
	 * Inspects all beans.
	 * @throws UninterceptableHandlerException if a handler cannot be intercepted
	 */
	void inspect(Collection<HandlerBean> beans) {
		List<HandlerMethod> found = beans.stream().flatMap((bean) -> this.handlers.in(bean.type()).stream()).toList();
		found.stream()
			.filter((handler) -> Kind.ofType(handler.result()) == Kind.FUTURE)
			.distinct()
			.forEach(HandlerInspection::warn);
		refuse(beans.stream().flatMap(this::obstacles).distinct().toList());
	}

	/**
	 * Inspects the class of a bean that is about to be proxied, where Spring would fail
	 * without a word on handlers.
	 * @throws UninterceptableHandlerException if the class is final
	 */
	void inspectClass(HandlerBean bean) {
		refuse(obstacles(bean).filter((handler) -> handler.obstacle() == Obstacle.FINAL_CLASS).toList());
	}

	private static void refuse(List<Handler> handlers) {
		if (!handlers.isEmpty()) {
			throw new UninterceptableHandlerException(handlers);
		}
	}

	private static void warn(HandlerMethod handler) {
		logger.warn("Activity handler '{}' returns a Future that notifies nobody when it fails: "
				+ "return a CompletionStage instead", handler);
	}

	private Stream<Handler> obstacles(HandlerBean bean) {
		return this.handlers.in(bean.type()).stream().map((handler) -> {
			Obstacle obstacle = obstacle(handler.method(), bean);
			return (obstacle != null) ? new Handler(bean.name(), handler.method(), handler.name(), obstacle) : null;
		}).filter(Objects::nonNull);
	}

	private static @Nullable Obstacle obstacle(Method method, HandlerBean bean) {
		if (Modifier.isStatic(method.getModifiers())) {
			return Obstacle.STATIC_METHOD;
		}
		if (Modifier.isPrivate(method.getModifiers())) {
			return Obstacle.PRIVATE_METHOD;
		}
		if (bean.behindInterfaces()) {
			return isInInterface(method, bean.type()) ? null : Obstacle.NOT_IN_INTERFACE;
		}
		if (Modifier.isFinal(bean.type().getModifiers())) {
			return Obstacle.FINAL_CLASS;
		}
		return Modifier.isFinal(method.getModifiers()) ? Obstacle.FINAL_METHOD : null;
	}

	private static boolean isInInterface(Method method, Class<?> type) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.flatMap((candidate) -> Stream.of(candidate.getMethods()))
			.anyMatch((declared) -> declared.equals(method)
					|| AopUtils.getMostSpecificMethod(declared, type).equals(method));
	}

	/**
	 * A bean as its proxy sees it.
	 *
	 * @param name its name
	 * @param type the class of the target
	 * @param behindInterfaces whether the proxy implements the interfaces of the class
	 * instead of extending it
	 */
	record HandlerBean(String name, Class<?> type, boolean behindInterfaces) {

	}

}
