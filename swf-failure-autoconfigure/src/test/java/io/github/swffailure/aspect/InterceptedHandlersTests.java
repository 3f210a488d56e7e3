// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.aspect.Handlers.Declined;
import io.github.swffailure.aspect.RecordingReporter.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.annotation.AliasFor;

import static io.github.swffailure.aspect.Handlers.TASK;
import static io.github.swffailure.aspect.Handlers.assertDeclined;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which methods are reported, one row of the table a test.
 */
@ExtendWith(OutputCaptureExtension.class)
class InterceptedHandlersTests {

	private static final String JDK_PROXIES = "spring.aop.proxy-target-class=false";

	@Test
	void methodsOfEachVisibilityAreReported() {
		Handlers.running(Visible.class).run((context) -> {
			Visible bean = context.getBean(Visible.class);
			assertDeclined(() -> bean.open(TASK));
			assertDeclined(() -> bean.guarded(TASK));
			assertDeclined(() -> bean.local(TASK));
			assertThat(activities(context)).containsExactly("'open'", "'guarded'", "'local'");
		});
	}

	@Test
	void methodWithoutAnnotationIsNotReported() {
		Handlers.running(Visible.class).run((context) -> {
			assertDeclined(() -> context.getBean(Visible.class).unrelated(TASK));
			assertThat(activities(context)).isEmpty();
		});
	}

	@Test
	void beanWithoutHandlersHasNoProxy() {
		Handlers.running(Plain.class)
			.run((context) -> assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse());
	}

	@Test
	void callFromWithinTheSameBeanIsNotReported() {
		Handlers.running(Visible.class).run((context) -> {
			assertDeclined(() -> context.getBean(Visible.class).callsItself(TASK));
			assertThat(activities(context)).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { JDK_PROXIES, "spring.aop.proxy-target-class=true" })
	void annotationOnTheInterfaceCounts(String proxies) {
		Handlers.running(Implementation.class).withPropertyValues(proxies).run((context) -> {
			Api<?> api = context.getBean(Api.class);
			assertThat(AopUtils.isJdkDynamicProxy(api)).isEqualTo(proxies.equals(JDK_PROXIES));
			assertDeclined(() -> api.declared(TASK));
			assertDeclined(() -> api.inherited(TASK));
			assertThat(activities(context)).containsExactly("'declared'", "'inherited'");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { JDK_PROXIES, "spring.aop.proxy-target-class=true" })
	@SuppressWarnings("unchecked")
	void genericInterfaceIsReportedOnce(String proxies) {
		Handlers.running(Implementation.class).withPropertyValues(proxies).run((context) -> {
			Api<ActivityTask> api = context.getBean(Api.class);
			assertDeclined(() -> api.generic(TASK));
			assertThat(activities(context)).containsExactly("'generic'");
		});
	}

	@Test
	void overrideWithoutAnnotationIsReported() {
		Handlers.running(Overriding.class).run((context) -> {
			assertDeclined(() -> context.getBean(Overriding.class).open(TASK));
			assertThat(activities(context)).containsExactly("'open'");
		});
	}

	@Test
	void inheritedMethodIsReported() {
		Handlers.running(Overriding.class).run((context) -> {
			assertDeclined(() -> context.getBean(Overriding.class).guarded(TASK));
			assertThat(activities(context)).containsExactly("'guarded'");
		});
	}

	@Test
	void annotationOfOnesOwnCountsWithItsAliases() {
		Handlers.running(Meta.class).run((context) -> {
			assertDeclined(() -> context.getBean(Meta.class).handle(TASK));
			assertThat(activities(context)).containsExactly("'card' (2.0)");
		});
	}

	@Test
	void beanOfFactoryMethodThatDeclaresTheInterfaceIsReported() {
		Handlers.running(FactoryMethods.class).run((context) -> {
			assertDeclined(() -> context.getBean("declaredAsInterface", Api.class).declared(TASK));
			assertThat(activities(context)).containsExactly("'declared'");
		});
	}

	@Test
	void lambdaIsReportedAndKeepsItsInterface() {
		Handlers.running(FactoryMethods.class).run((context) -> {
			assertDeclined(() -> context.getBean("lambda", Task.class).perform(TASK));
			assertThat(activities(context)).containsExactly("'perform'");
		});
	}

	@Test
	void lazyBeanIsReported() {
		Handlers.running(LazyVisible.class, UserOfLazy.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("interceptedHandlersTests.LazyVisible")).isFalse();
			assertDeclined(() -> context.getBean(UserOfLazy.class).handler.open(TASK));
			assertThat(activities(context)).containsExactly("'open'");
		});
	}

	@Test
	void beanBehindScopedProxyIsReportedOnce() {
		Handlers.running(Scoped.class).run((context) -> {
			assertDeclined(() -> context.getBean(Scoped.class).handle(TASK));
			assertThat(activities(context)).containsExactly("'handle'");
		});
	}

	@Test
	void prototypeIsReported() {
		Handlers.running(Prototype.class).run((context) -> {
			assertDeclined(() -> context.getBean(Prototype.class).handle(TASK));
			assertThat(activities(context)).containsExactly("'handle'");
		});
	}

	@Test
	void neitherAspectJNorAopAutoConfigurationIsNeeded() {
		Handlers.running(Loadable.class).withClassLoader(new FilteredClassLoader("org.aspectj")).run((context) -> {
			assertDeclined(() -> context.getBean(Loadable.class).handle(TASK));
			assertThat(activities(context)).containsExactly("'handle'");
		});
	}

	@Test
	void postProcessorCostsNoOtherBeanItsPostProcessing(CapturedOutput output) {
		Handlers.running(Visible.class, FactoryMethods.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
		});
	}

	private static Stream<String> activities(AssertableApplicationContext context) {
		return context.getBean(RecordingReporter.class)
			.reports()
			.stream()
			.map(Report::task)
			.map((task) -> String.valueOf(task.type()));
	}

	static class Visible {

		@ActivityHandler
		public void open(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		protected void guarded(ActivityTask task) {
			throw new Declined();
		}

		@ActivityHandler
		void local(ActivityTask task) {
			throw new Declined();
		}

		void unrelated(ActivityTask task) {
			throw new Declined();
		}

		void callsItself(ActivityTask task) {
			open(task);
		}

	}

	/** Public, since its proxy is in another class loader. */
	public static class Loadable {

		@ActivityHandler
		public void handle(ActivityTask task) {
			throw new Declined();
		}

	}

	static class Overriding extends Visible {

		@Override
		public void open(ActivityTask task) {
			throw new Declined();
		}

	}

	@Lazy
	static class LazyVisible extends Visible {

	}

	static class UserOfLazy {

		@Autowired
		@Lazy
		LazyVisible handler;

	}

	static class Plain {

		@Autowired
		BeanFactory beanFactory;

	}

	interface Api<T> {

		@ActivityHandler
		void declared(ActivityTask task);

		@ActivityHandler
		void generic(T task);

		@ActivityHandler
		default void inherited(ActivityTask task) {
			throw new Declined();
		}

	}

	static class Implementation implements Api<ActivityTask> {

		@Override
		public void declared(ActivityTask task) {
			throw new Declined();
		}

		@Override
		public void generic(ActivityTask task) {
			throw new Declined();
		}

	}

	@FunctionalInterface
	interface Task {

		@ActivityHandler
		void perform(ActivityTask task);

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryMethods {

		@Bean
		Api<?> declaredAsInterface() {
			return new Implementation();
		}

		@Bean
		Task lambda() {
			return (task) -> {
				throw new Declined();
			};
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@ActivityHandler(version = "2.0")
	@interface Charge {

		@AliasFor(annotation = ActivityHandler.class, attribute = "name")
		String value();

	}

	static class Meta {

		@Charge("card")
		void handle(ActivityTask task) {
			throw new Declined();
		}

	}

	@Scope(proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		@ActivityHandler
		void handle(ActivityTask task) {
			throw new Declined();
		}

	}

	@Scope("prototype")
	static class Prototype {

		@ActivityHandler
		void handle(ActivityTask task) {
			throw new Declined();
		}

	}

}
