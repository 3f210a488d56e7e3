package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.swffailure.aspect.HandlerInspection.HandlerBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Puts a proxy around each bean that has handlers, or an advisor into the proxy that it
 * has: inside {@code @Async}, whose thread runs the handler, and outside retries,
 * transactions and validation, whose failures are the handler's.
 * <p>
 * Other beans are obtained when a handler first needs them. Declare it in a static
 * {@code @Bean} method, after what prepends an advisor in the same order, as retries of
 * Spring Framework 7 do: of two, the one registered later is outside.
 */
public final class ActivityHandlerPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ActivityHandlerPostProcessor.class);

	private final transient ConfigurableListableBeanFactory beanFactory;

	private final transient AtomicInteger running = new AtomicInteger();

	private final transient Collaborators collaborators;

	private final transient HandlerMethods handlers = new HandlerMethods();

	private final transient HandlerInspection inspection = new HandlerInspection(this.handlers);

	private transient volatile boolean hasHandlers;

	private transient volatile boolean started;

	private transient Runnable onHandlers = () -> {
	};

	/**
	 * Creates the post-processor. What a handler threw goes on to its caller, the very
	 * same instance, in any case if {@code rethrow} is set. If it is not, an exception
	 * ends here once SWF knows of it: with the outcomes {@code reported},
	 * {@code task-closed} and {@code canceled}. The caller then gets {@code null}, zero,
	 * {@code false} or an empty {@code Optional}; the interrupt flag stands for a
	 * swallowed {@link InterruptedException}. Errors, the other outcomes, exceptions of
	 * handlers that enclosing handlers report, of methods that return a future or a
	 * reactive type, and failed results of these always go on.
	 * @param beanFactory where reporter, resolvers and listeners are found
	 * @param rethrow whether the caller gets what a handler threw although it is reported
	 * @param proxyTargetClass whether proxies extend the class even where it has
	 * interfaces
	 */
	public ActivityHandlerPostProcessor(ConfigurableListableBeanFactory beanFactory, boolean rethrow,
			boolean proxyTargetClass) {
		this.beanFactory = beanFactory;
		this.collaborators = new Collaborators(beanFactory);
		this.advisor = new DefaultPointcutAdvisor(this.handlers,
				new ActivityHandlerInterceptor(this.collaborators, this.running, this.handlers, rethrow));
		setProxyTargetClass(proxyTargetClass);
		setBeforeExistingAdvisors(true);
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	/**
	 * Has an action run each time beans with handlers are found, but not before all
	 * singletons are there. What it throws keeps the bean, or the application, from
	 * starting.
	 * @param action checks what reports need
	 */
	public void whenHandlersAreFound(Runnable action) {
		this.onHandlers = action;
	}

	/**
	 * How many handlers run, what they have started included, for a shutdown to wait for.
	 * @return their number
	 */
	public int runningHandlers() {
		return this.running.get();
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (!this.handlers.in(bean.getClass()).isEmpty()) {
			ProxyFactory proxy = prepareProxyFactory(bean, beanName);
			if (!proxy.isProxyTargetClass() && proxy.getProxiedInterfaces().length == 0) {
				evaluateProxyInterfaces(bean.getClass(), proxy);
			}
			this.inspection.inspectClass(new HandlerBean(beanName, ClassUtils.getUserClass(bean),
					!proxy.isProxyTargetClass() || isInterfacesOnly(bean.getClass())));
		}
		return bean;
	}

	/** The class of a lambda or of a JDK proxy cannot be extended. */
	private static boolean isInterfacesOnly(Class<?> type) {
		return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Object processed = super.postProcessAfterInitialization(bean, beanName);
		if (!this.handlers.in(bean.getClass()).isEmpty()) {
			this.hasHandlers = true;
			holdCollaborators();
		}
		return processed;
	}

	/** Not before all singletons are there, which may need one another. */
	private void holdCollaborators() {
		if (this.hasHandlers && this.started) {
			this.onHandlers.run();
			this.collaborators.hold();
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		holdCollaborators();
		this.inspection.inspect(Stream.of(this.beanFactory.getBeanNamesForType(Object.class, true, false))
			.map(this::handlerBean)
			.filter(Objects::nonNull)
			.toList());
	}

	private @Nullable HandlerBean handlerBean(String name) {
		try {
			Object singleton = this.beanFactory.getSingleton(name);
			if (singleton != null && !(singleton instanceof FactoryBean)) {
				return new HandlerBean(name, ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(singleton)),
						AopUtils.isJdkDynamicProxy(singleton));
			}
			Class<?> type = this.beanFactory.getType(name, false);
			return (type != null) ? new HandlerBean(name, ClassUtils.getUserClass(type), isBehindInterfaces(name, type))
					: null;
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Bean '{}' is not inspected for activity handlers", name, ex);
			return null;
		}
	}

	private boolean isBehindInterfaces(String name, Class<?> type) {
		if (isInterfacesOnly(type)) {
			return true;
		}
		ProxyFactory proxy = new ProxyFactory();
		proxy
			.setProxyTargetClass(isProxyTargetClass() || AutoProxyUtils.shouldProxyTargetClass(this.beanFactory, name));
		if (!proxy.isProxyTargetClass()) {
			evaluateProxyInterfaces(type, proxy);
		}
		return !proxy.isProxyTargetClass();
	}

}
