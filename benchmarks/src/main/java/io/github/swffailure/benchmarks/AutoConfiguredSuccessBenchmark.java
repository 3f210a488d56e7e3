// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskToken;
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration;
import io.github.swffailure.autoconfigure.SwfFailureMetricsAutoConfiguration;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.ObservedAspect;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.core.env.MapPropertySource;

/**
 * What a handler that succeeds pays in an application that is configured as users have
 * it, beside an advisor that does nothing and Micrometer's own aspects.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class AutoConfiguredSuccessBenchmark {

	/** Which meters there are. */
	@Param({ "none", "simple", "prometheus" })
	public String registry = "none";

	/** Whether handlers are observed. */
	@Param({ "false", "true" })
	public boolean observations;

	/** Whether the task is in the MDC. */
	@Param({ "true", "false" })
	public boolean mdc;

	private final Handlers bare = bare();

	private Handlers ours = this.bare;

	private Handlers micrometers = this.bare;

	private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private static Handlers bare() {
		ProxyFactory proxy = new ProxyFactory(new Handlers());
		proxy.setProxyTargetClass(true);
		proxy.addAdvisor(new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> invocation.proceed()));
		return (Handlers) proxy.getProxy();
	}

	@Setup(Level.Trial)
	public void start() {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("benchmark",
					new HashMap<>(Map.of("swf.failure.logging.mdc", String.valueOf(this.mdc)))));
		MeterRegistry meters = switch (this.registry) {
			case "simple" -> new SimpleMeterRegistry();
			case "prometheus" -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			default -> null;
		};
		ObservationRegistry observationRegistry = ObservationRegistry.create();
		if (meters != null) {
			this.context.registerBean(MeterRegistry.class, () -> meters);
			this.context.registerBean(TimedAspect.class, () -> new TimedAspect(meters));
			observationRegistry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		}
		if (this.observations) {
			this.context.registerBean(ObservationRegistry.class, () -> observationRegistry);
			this.context.registerBean(ObservedAspect.class, () -> new ObservedAspect(observationRegistry));
		}
		this.context.registerBean(TaskFailureReporter.class, () -> (task, failure) -> ReportOutcome.REPORTED);
		this.context.register(Application.class);
		this.context.registerBean("ours", Handlers.class);
		this.context.registerBean("micrometers", WatchedHandlers.class);
		this.context.refresh();
		this.ours = this.context.getBean("ours", Handlers.class);
		this.micrometers = this.context.getBean("micrometers", Handlers.class);
	}

	@TearDown(Level.Trial)
	public void stop() {
		this.context.close();
	}

	@Benchmark
	public Object bareAdvisor() {
		return this.bare.handle("token");
	}

	@Benchmark
	public Object ours() {
		return this.ours.handle("token");
	}

	@Benchmark
	public Object observedAspect() {
		return this.micrometers.observed("token");
	}

	@Benchmark
	public Object timedAspect() {
		return this.micrometers.timed("token");
	}

	/** Handlers that return text, as SWF takes nothing else for a result. */
	public static class Handlers {

		private final String result = "shipped";

		@ActivityHandler(name = "ship", version = "1.0")
		public String handle(@TaskToken String token) {
			return this.result;
		}

		public String observed(String token) {
			return this.result;
		}

		public String timed(String token) {
			return this.result;
		}

	}

	/** The same, watched by Micrometer's aspects and not by us. */
	public static class WatchedHandlers extends Handlers {

		@Observed(name = "activity", lowCardinalityKeyValues = { "activity", "ship", "version", "1.0" })
		@Override
		public String observed(String token) {
			return super.observed(token);
		}

		@Timed("activity")
		@Override
		public String timed(String token) {
			return super.timed(token);
		}

	}

	@EnableAspectJAutoProxy(proxyTargetClass = true)
	@ImportAutoConfiguration({ SwfFailureAutoConfiguration.class, SwfFailureMetricsAutoConfiguration.class })
	static class Application {

	}

}
