// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTaskResolver;
import io.github.swffailure.aspect.UninterceptableHandlerException.Handler;
import io.github.swffailure.aspect.UninterceptableHandlerException.Obstacle;
import io.github.swffailure.support.DeclaredHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds handlers that are not or cannot be intercepted, and those whose signature raises
 * {@link HandlerConcerns}.
 */
final class HandlerInspection {

	private static final Logger logger = LoggerFactory.getLogger(HandlerInspection.class);

	private static final boolean MOCKITO = KotlinResults.isPresent("org.mockito.MockingDetails");

	private final HandlerMethods handlers;

	private final BiPredicate<String, Class<?>> behindInterfaces;

	private final UnheardObjects unheard;

	/**
	 * Creates the inspection.
	 * @param handlers the handlers of each class
	 * @param behindInterfaces whether the proxy of a bean implements its interfaces
	 */
	HandlerInspection(HandlerMethods handlers, BiPredicate<String, Class<?>> behindInterfaces) {
		this.handlers = handlers;
		this.behindInterfaces = behindInterfaces;
		this.unheard = new UnheardObjects(handlers);
	}

	/**
	 * Inspects all beans, and creates none.
	 * @param intercepted the names of the beans that have been intercepted
	 * @throws UninterceptableHandlerException if a report would be lost
	 */
	void inspect(ConfigurableListableBeanFactory beanFactory, Set<String> intercepted) {
		List<HandlerBean> beans = beans(beanFactory);
		boolean resolved = beanFactory.getBeanNamesForType(ActivityTaskResolver.class, true, false).length > 0;
		beans.stream()
			.flatMap((bean) -> this.handlers.in(bean.type()).stream())
			.distinct()
			.forEach((handler) -> HandlerConcerns.of(handler, resolved)
				.forEach((concern) -> logger.warn("Activity handler '{}' {}", handler, concern)));
		// By a post-processor that runs after ours
		Predicate<HandlerBean> replaced = (bean) -> bean.instance() != null && intercepted.contains(bean.name())
				&& !HandlerProxyFactory.isIntercepted(bean.instance());
		refuse(beans.stream()
			.filter(replaced.negate())
			.flatMap((bean) -> obstacles(bean, (name) -> !intercepted.contains(name))));
		beans.stream()
			.filter(replaced)
			.forEach((bean) -> this.unheard.warnOfReplacement(bean.name(), bean.type(), bean.type()));
		Stream.of(beanFactory.getBeanDefinitionNames()).forEach((name) -> this.unheard.inspect(beanFactory, name));
	}

	/** The handlers of all beans as they are declared; creates no bean. */
	List<DeclaredHandler> declared(ConfigurableListableBeanFactory beanFactory) {
		return beans(beanFactory).stream()
			.filter((bean) -> !ScopedProxyUtils.isScopedTarget(bean.name()))
			.flatMap((bean) -> this.handlers.in(bean.type()).stream().map((handler) -> declared(bean, handler)))
			.toList();
	}

	private static DeclaredHandler declared(HandlerBean bean, HandlerMethod handler) {
		return new DeclaredHandler(bean.name(), bean.type(), handler.method(), handler.type(), handler.taskList(),
				handler.arguments().tokens());
	}

	/**
	 * Inspects the beans of a context without interception.
	 * @throws UninterceptableHandlerException if one has handlers
	 */
	void inspectUnintercepted(ConfigurableListableBeanFactory beanFactory) {
		refuse(beans(beanFactory).stream()
			.flatMap((bean) -> this.handlers.in(bean.type())
				.stream()
				.map((handler) -> bean.handler(handler, Obstacle.OTHER_CONTEXT))));
	}

	/**
	 * Inspects a bean that is about to be proxied.
	 * @param relevant which obstacles to look for
	 * @throws UninterceptableHandlerException if there is one
	 */
	void inspect(String name, Class<?> type, Predicate<Obstacle> relevant) {
		HandlerBean bean = new HandlerBean(name, type, this.behindInterfaces.test(name, type), null);
		refuse(obstacles(bean, (other) -> false).filter((handler) -> relevant.test(handler.obstacle())));
	}

	private static void refuse(Stream<Handler> found) {
		List<Handler> handlers = found.distinct().toList();
		if (!handlers.isEmpty()) {
			throw new UninterceptableHandlerException(handlers);
		}
	}

	private Stream<Handler> obstacles(HandlerBean bean, Predicate<String> tooEarly) {
		return this.handlers.in(bean.type()).stream().map((handler) -> {
			Obstacle obstacle = obstacle(handler.method(), bean);
			if (obstacle == null && bean.instance() != null && tooEarly.test(bean.name())) {
				obstacle = Obstacle.CREATED_TOO_EARLY;
			}
			return (obstacle != null) ? bean.handler(handler, obstacle) : null;
		}).filter(Objects::nonNull);
	}

	private static @Nullable Obstacle obstacle(Method method, HandlerBean bean) {
		if (!method.getDeclaringClass().isAssignableFrom(bean.type())) {
			return Obstacle.COMPANION_METHOD;
		}
		if (Modifier.isStatic(method.getModifiers())) {
			return Obstacle.STATIC_METHOD;
		}
		if (Modifier.isPrivate(method.getModifiers())) {
			return Obstacle.PRIVATE_METHOD;
		}
		if (KotlinResults.isBeyondProxies(method)) {
			return Obstacle.RETURNS_NOTHING;
		}
		if (bean.behindInterfaces()) {
			return isInInterface(method, bean.type()) ? null : Obstacle.NOT_IN_INTERFACE;
		}
		if (Modifier.isFinal(bean.type().getModifiers()) || bean.type().isEnum()) {
			return Obstacle.FINAL_CLASS;
		}
		if (isClosed(bean.type())) {
			return Obstacle.CLOSED_CLASS;
		}
		return Modifier.isFinal(method.getModifiers()) ? Obstacle.FINAL_METHOD : null;
	}

	private static boolean isClosed(Class<?> type) {
		return !type.isInterface() && (type.isSealed() || Stream.of(type.getDeclaredConstructors())
			.allMatch((constructor) -> Modifier.isPrivate(constructor.getModifiers())));
	}

	private static boolean isInInterface(Method method, Class<?> type) {
		return ClassUtils.getAllInterfacesForClassAsSet(type)
			.stream()
			.flatMap((candidate) -> Stream.of(candidate.getMethods()))
			.anyMatch((declared) -> declared.equals(method) || HandlerMethods.canonical(declared, type).equals(method));
	}

	private List<HandlerBean> beans(ConfigurableListableBeanFactory beanFactory) {
		Set<String> names = new LinkedHashSet<>(List.of(beanFactory.getBeanDefinitionNames()));
		names.addAll(List.of(beanFactory.getSingletonNames()));
		return names.stream()
			.flatMap((name) -> beans(beanFactory, name))
			.filter((bean) -> !this.handlers.in(bean.type()).isEmpty())
			.toList();
	}

	private Stream<HandlerBean> beans(ConfigurableListableBeanFactory beanFactory, String name) {
		try {
			Object singleton = beanFactory.getSingleton(name);
			if (singleton == null || singleton instanceof FactoryBean) {
				Class<?> product = beanFactory.getType(name, false);
				return Stream.concat((singleton != null) ? Stream.of(created("&" + name, singleton)) : Stream.empty(),
						(product != null) ? Stream.of(new HandlerBean(name, ClassUtils.getUserClass(product),
								this.behindInterfaces.test(name, product), null)) : Stream.empty());
			}
			return isMock(singleton) ? Stream.empty() : Stream.of(created(name, singleton));
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Bean '{}' is not inspected for activity handlers", name, ex);
			return Stream.empty();
		}
	}

	private static HandlerBean created(String name, Object bean) {
		boolean closed = Proxy.isProxyClass(bean.getClass()) || ClassUtils.isLambdaClass(bean.getClass());
		return new HandlerBean(name, UnheardObjects.typeOf(bean), closed, bean);
	}

	/** Mocks replace beans in tests, without any post-processing. */
	static boolean isMock(@Nullable Object bean) throws LinkageError {
		if (!MOCKITO) {
			return false;
		}
		try {
			ClassLoader classLoader = HandlerInspection.class.getClassLoader();
			Object details = ClassUtils.forName("org.mockito.Mockito", classLoader)
				.getMethod("mockingDetails", Object.class)
				.invoke(null, bean);
			return Boolean.TRUE.equals(
					ClassUtils.forName("org.mockito.MockingDetails", classLoader).getMethod("isMock").invoke(details));
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	/**
	 * A bean with handlers.
	 *
	 * @param name its name
	 * @param type the class of the target
	 * @param behindInterfaces whether the proxy implements interfaces, not the class
	 * @param instance the bean, if it exists
	 */
	private record HandlerBean(String name, Class<?> type, boolean behindInterfaces, @Nullable Object instance) {

		Handler handler(HandlerMethod handler, Obstacle obstacle) {
			return new Handler(this.name, handler.method(), handler.name(), obstacle);
		}

	}

}
