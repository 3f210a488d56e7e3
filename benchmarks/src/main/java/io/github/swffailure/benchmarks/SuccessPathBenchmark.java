// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.util.concurrent.TimeUnit;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.aspect.ActivityHandlerPostProcessor;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * What a handler that succeeds pays for being watched: a plain call, a Spring advisor
 * that does nothing, and ours.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SuccessPathBenchmark {

	private final Handlers plain = new Handlers();

	private Handlers bare = this.plain;

	private Handlers ours = this.plain;

	@Setup(Level.Trial)
	public void start() {
		AnnotationConfigApplicationContext bareContext = new AnnotationConfigApplicationContext();
		bareContext.registerBean(BareAdvisor.class, BareAdvisor::new);
		bareContext.registerBean(Handlers.class);
		bareContext.refresh();
		this.bare = bareContext.getBean(Handlers.class);
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(ActivityHandlerPostProcessor.class,
				() -> new ActivityHandlerPostProcessor(context.getBeanFactory(), true, true));
		context.registerBean(TaskFailureReporter.class, () -> (task, failure) -> ReportOutcome.REPORTED);
		context.registerBean(Handlers.class);
		context.refresh();
		this.ours = context.getBean(Handlers.class);
	}

	@Benchmark
	public Object plainWithoutArguments() {
		return this.plain.handle();
	}

	@Benchmark
	public Object bareAdvisorWithoutArguments() {
		return this.bare.handle();
	}

	@Benchmark
	public Object oursWithoutArguments() {
		return this.ours.handle();
	}

	@Benchmark
	public Object plainWithAnArgument() {
		return this.plain.handle(this);
	}

	@Benchmark
	public Object bareAdvisorWithAnArgument() {
		return this.bare.handle(this);
	}

	@Benchmark
	public Object oursWithAnArgument() {
		return this.ours.handle(this);
	}

	/** Two handlers that return text, as SWF takes nothing else for a result. */
	public static class Handlers {

		private final String result = "shipped";

		@ActivityHandler
		public String handle() {
			return this.result;
		}

		@ActivityHandler
		public String handle(Object argument) {
			return this.result;
		}

	}

	@SuppressWarnings("serial")
	private static final class BareAdvisor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

		private BareAdvisor() {
			MethodInterceptor proceed = (invocation) -> invocation.proceed();
			this.advisor = new DefaultPointcutAdvisor(
					AnnotationMatchingPointcut.forMethodAnnotation(ActivityHandler.class), proceed);
			setProxyTargetClass(true);
			setBeforeExistingAdvisors(true);
		}

	}

}
