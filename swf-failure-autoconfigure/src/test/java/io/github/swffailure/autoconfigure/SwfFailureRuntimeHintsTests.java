// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureReason;
import io.github.swffailure.TaskToken;
import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport;
import io.github.swffailure.actuate.SwfFailuresEndpoint.FailuresReport.FailureGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class SwfFailureRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@ParameterizedTest
	@ValueSource(classes = { ActivityHandler.class, FailureReason.class, TaskToken.class })
	void attributesOfAnnotationsCanBeReadAndMerged(Class<? extends Annotation> annotation) {
		registerThroughFactories();

		assertThat(Arrays.stream(annotation.getDeclaredMethods()))
			.allMatch((attribute) -> RuntimeHintsPredicates.reflection().onMethod(attribute).invoke().test(this.hints));
		assertThat(RuntimeHintsPredicates.reflection().onType(annotation)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(annotation)).accepts(this.hints);
	}

	@Test
	void handlersCanBeInvoked() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Payments.class);

		assertThat(RuntimeHintsPredicates.reflection().onMethod(method(Payments.class, "charge")).invoke())
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethod(method(Payments.class, "other")).invoke())
			.rejects(this.hints);
	}

	@ParameterizedTest
	@MethodSource("shownTypes")
	void whatTheEndpointShowsCanBeWrittenAsJson(Class<?> type) {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, SwfFailuresEndpoint.class);

		assertThat(Arrays.stream(type.getRecordComponents())).isNotEmpty()
			.allMatch((component) -> RuntimeHintsPredicates.reflection()
				.onMethod(component.getAccessor())
				.invoke()
				.test(this.hints));
	}

	static Stream<Class<?>> shownTypes() {
		return Stream.of(FailuresReport.class, FailuresReport.Undelivered.class, FailuresReport.Waiting.class,
				FailuresReport.Report.class, FailureGroup.class);
	}

	private void registerThroughFactories() {
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		AotServices.factories(classLoader)
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((registrar) -> registrar.getClass().getName().startsWith("io.github.swffailure."))
			.forEach((registrar) -> registrar.registerHints(this.hints, classLoader));
	}

	private static Method method(Class<?> type, String name) {
		Method method = ReflectionUtils.findMethod(type, name, ActivityTask.class);
		assertThat(method).isNotNull();
		return method;
	}

	static class Payments {

		@ActivityHandler
		void charge(ActivityTask task) {
		}

		void other(ActivityTask task) {
		}

	}

}
