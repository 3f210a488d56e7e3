// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.UninterceptableHandlerException.Obstacle;
import io.github.swffailure.support.DeclaredHandler;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.ClassUtils;

/**
 * Wraps each bean that has handlers in a proxy, or adds an advisor to its existing proxy:
 * inside {@code @Async}, because the handler runs on that thread, and outside retries,
 * transactions and validation, because their failures are failures of the handler.
 * <p>
 * Looks up other beans when the first handler needs them. Declare it in a static
 * {@code @Bean} method, after other post-processors of the lowest order that prepend an
 * advisor: the advisor of the one that is registered last is outermost.
 */
public final class ActivityHandlerPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton, ApplicationListener<ContextRefreshedEvent> {

	private final transient ConfigurableListableBeanFactory beanFactory;

	private final transient RunningHandlers running = new RunningHandlers();

	private final transient Collaborators collaborators;

	private final transient HandlerMethods handlers = new HandlerMethods();

	private final transient HandlerInspection inspection = new HandlerInspection(this.handlers,
			this::isBehindInterfaces);

	private final transient ActivityHandlerInterceptor interceptor;

	private final transient Map<String, Object> earlyReferences = new ConcurrentHashMap<>();

	private final transient Set<String> intercepted = ConcurrentHashMap.newKeySet();

	private transient volatile boolean started;

	private transient Runnable onHandlers = () -> {
	};

	/**
	 * Creates the post-processor. Without {@code rethrow}, an exception whose report is
	 * {@code reported}, {@code task-closed} or {@code canceled} is swallowed, and the
	 * caller gets {@code null}, zero, {@code false} or an empty {@code Optional}. Errors
	 * and failures of futures, reactive types and nested handlers are always rethrown.
	 * @param beanFactory where reporter, resolvers and listeners are found
	 * @param rethrow whether reported exceptions are rethrown
	 * @param proxyTargetClass whether proxies extend the class even if it has interfaces
	 */
	public ActivityHandlerPostProcessor(ConfigurableListableBeanFactory beanFactory, boolean rethrow,
			boolean proxyTargetClass) {
		this.beanFactory = beanFactory;
		this.collaborators = new Collaborators(beanFactory);
		this.interceptor = new ActivityHandlerInterceptor(this.collaborators, this.running, this.handlers, rethrow);
		this.advisor = new DefaultPointcutAdvisor(this.handlers, this.interceptor);
		setProxyTargetClass(proxyTargetClass);
		setBeforeExistingAdvisors(true);
		setOrder(LOWEST_PRECEDENCE);
	}

	/**
	 * Sets an action that runs each time a bean with handlers is found, but not before
	 * all singletons exist. An exception prevents the bean or the application from
	 * starting.
	 * @param action checks that reports can be sent
	 */
	public void whenHandlersAreFound(Runnable action) {
		this.onHandlers = action;
	}

	/**
	 * The handlers of all beans of the context, for a worker that calls them. Creates no
	 * bean.
	 * @return the handlers, in the order of the beans
	 */
	public List<DeclaredHandler> handlers() {
		return this.inspection.declared(this.beanFactory);
	}

	/**
	 * Number of running handlers, including asynchronous work that they have started.
	 * @return their number
	 */
	public int runningHandlers() {
		return this.running.count();
	}

	/**
	 * The tasks of the running handlers, as far as they are known.
	 * @return the tasks, each once
	 */
	public Collection<ActivityTask> runningTasks() {
		return this.interceptor.runningTasks();
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (!this.handlers.in(bean.getClass()).isEmpty()) {
			// During the start, other obstacles are collected for one message
			Set<Obstacle> noProxy = Set.of(Obstacle.FINAL_CLASS, Obstacle.CLOSED_CLASS, Obstacle.COMPANION_METHOD);
			this.inspection.inspect(beanName, ClassUtils.getUserClass(bean),
					(obstacle) -> this.started || noProxy.contains(obstacle));
		}
		return bean;
	}

	@Override
	public Object getEarlyBeanReference(Object bean, String beanName) {
		this.earlyReferences.put(beanName, bean);
		return intercept(bean, beanName);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (this.earlyReferences.remove(beanName) == bean) ? bean : intercept(bean, beanName);
	}

	private Object intercept(Object bean, String beanName) {
		boolean replacesTarget = bean instanceof Advised advised && !advised.getTargetSource().isStatic();
		Class<?> type = replacesTarget ? bean.getClass() : AopUtils.getTargetClass(bean);
		if (this.handlers.in(type).isEmpty()) {
			return bean;
		}
		Object proxy = replacesTarget ? wrap(bean) : advise(bean, beanName);
		HandlerProxyFactory.moveIntoAsync(proxy, this.advisor, this.handlers);
		this.intercepted.add((bean instanceof FactoryBean) ? "&" + beanName : beanName);
		holdCollaborators();
		return proxy;
	}

	private Object advise(Object bean, String beanName) {
		try {
			return super.postProcessAfterInitialization(HandlerProxyFactory.remake(bean, getProxyClassLoader()),
					beanName);
		}
		catch (AopConfigException ex) {
			// The product of a factory was not inspected before
			this.inspection.inspect(beanName, ClassUtils.getUserClass(bean), (obstacle) -> true);
			throw ex;
		}
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		if (beanFactory instanceof DefaultListableBeanFactory factory) {
			LazyInjectionPoints.intercept(factory,
					(proxy) -> this.handlers.in(AopUtils.getTargetClass(proxy)).isEmpty() ? proxy : wrap(proxy));
		}
	}

	/** Outermost, because advisors do not see that a scoped target cannot be created. */
	private Object wrap(Object scopedProxy) {
		ProxyFactory proxy = new ProxyFactory(scopedProxy);
		proxy.setProxyTargetClass(AopUtils.isCglibProxy(scopedProxy));
		proxy.addAdvisor(this.advisor);
		return proxy.getProxy(getProxyClassLoader());
	}

	/** Not before all singletons exist, because they may depend on each other. */
	private void holdCollaborators() {
		if (this.started && !this.intercepted.isEmpty()) {
			this.onHandlers.run();
			this.collaborators.hold();
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		holdCollaborators();
		this.inspection.inspect(this.beanFactory, this.intercepted);
		BeanFactory parent = this.beanFactory.getParentBeanFactory();
		while (parent != null) {
			inspectUnintercepted(parent);
			parent = (parent instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
		}
	}

	/** Post-processors are not inherited by child contexts. */
	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext().getParent() != null) {
			inspectUnintercepted(event.getApplicationContext());
		}
	}

	private void inspectUnintercepted(BeanFactory context) {
		Object beanFactory = (context instanceof ApplicationContext application)
				? application.getAutowireCapableBeanFactory() : context;
		if (beanFactory != this.beanFactory && beanFactory instanceof ConfigurableListableBeanFactory other
				&& other.getBeanNamesForType(ActivityHandlerPostProcessor.class, true, false).length == 0) {
			this.inspection.inspectUnintercepted(other);
		}
	}

	@Override
	protected void customizeProxyFactory(ProxyFactory proxyFactory) {
		proxyFactory.setAopProxyFactory(new HandlerProxyFactory());
	}

	/** No proxy can implement a sealed interface. */
	@Override
	protected void evaluateProxyInterfaces(Class<?> type, ProxyFactory proxyFactory) {
		super.evaluateProxyInterfaces(type, proxyFactory);
		if (Stream.of(proxyFactory.getProxiedInterfaces()).anyMatch(Class::isSealed)) {
			proxyFactory.setProxyTargetClass(true);
		}
	}

	private boolean isBehindInterfaces(String name, Class<?> type) {
		// The class of a lambda or of a JDK proxy cannot be extended
		if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type)) {
			return true;
		}
		if (isProxyTargetClass() || AutoProxyUtils.shouldProxyTargetClass(this.beanFactory, name)) {
			return false;
		}
		ProxyFactory proxy = new ProxyFactory();
		evaluateProxyInterfaces(type, proxy);
		return !proxy.isProxyTargetClass();
	}

}
