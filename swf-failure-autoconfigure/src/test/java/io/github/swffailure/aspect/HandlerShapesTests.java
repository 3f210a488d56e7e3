// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers.Declined;
import io.github.swffailure.aspect.RecordingReporter.Report;
import io.github.swffailure.aspect.shapes.Shapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The shapes that a handler's method can have, each through a real proxy.
 */
class HandlerShapesTests {

	private static <T> Arguments cglib(String shape, Class<? extends T> bean, Consumer<T> call) {
		return Arguments.of(shape, true, bean, bean, call);
	}

	private static Arguments jdk(String shape, Class<?> bean, Class<?> type, Consumer<?> call) {
		return Arguments.of(shape, false, bean, type, call);
	}

	static Stream<Arguments> shapes() {
		return Stream.of(
				cglib("public method of a package-private class", Shapes.Inheriting.class,
						(Shapes.Inheriting bean) -> bean.run("token")),
				cglib("generic method of a package-private class", Shapes.InheritingGeneric.class,
						(Shapes.InheritingGeneric bean) -> bean.run("token")),
				cglib("bridge two classes below", Shapes.InheritingTwice.class,
						(Shapes.InheritingTwice bean) -> bean.run("token")),
				cglib("generic base", OfGenericBase.class, (OfGenericBase bean) -> bean.run("token")),
				cglib("generic base called by its own type", OfGenericBase.class,
						(GenericBase<String> bean) -> bean.run("token")),
				cglib("covariant result", Covariant.class, (Covariant bean) -> bean.run("token")),
				cglib("covariant result called by its base", Covariant.class, (Base bean) -> bean.run("token")),
				cglib("default method", OfDefault.class, (OfDefault bean) -> bean.run("token")),
				jdk("default method", OfDefault.class, Default.class, (Default bean) -> bean.run("token")),
				cglib("overridden default method", OverridingDefault.class,
						(OverridingDefault bean) -> bean.run("token")),
				cglib("package-private type", PackagePrivate.class, (PackagePrivate bean) -> bean.run("token")),
				cglib("sealed hierarchy", Permitted.class, (Permitted bean) -> bean.run("token")),
				jdk("record behind its interface", OfRecord.class, Runs.class, (Runs bean) -> bean.run("token")),
				jdk("enum-like nested class behind its interface", Nested.class, Runs.class,
						(Runs bean) -> bean.run("token")),
				jdk("generic interface", OfGenericInterface.class, GenericInterface.class,
						(GenericInterface<String> bean) -> bean.run("token")),
				cglib("two interfaces, both annotated", OfTwoInterfaces.class,
						(OfTwoInterfaces bean) -> bean.run("token")),
				cglib("variable arguments", Variable.class, (Variable bean) -> bean.run("token", "a", "b")),
				cglib("generic method", Generic.class, (Generic bean) -> bean.run("token")),
				cglib("override of an override", OverridingTwice.class, (OverridingTwice bean) -> bean.run("token")),
				cglib("inherited method of a generic base", OfInheritedGeneric.class,
						(OfInheritedGeneric bean) -> bean.run("token")),
				cglib("interface of an interface", OfExtended.class, (OfExtended bean) -> bean.run("token")),
				jdk("interface of an interface", OfExtended.class, Extended.class, (Runs bean) -> bean.run("token")),
				cglib("default method of a generic interface", OfGenericDefault.class,
						(OfGenericDefault bean) -> bean.run("token")),
				jdk("default method of a generic interface", OfGenericDefault.class, GenericDefault.class,
						(GenericDefault<String> bean) -> bean.run("token")),
				cglib("implemented by an unrelated superclass", Adopting.class, (Adopting bean) -> bean.run("token")),
				cglib("implemented by an unrelated superclass, called by it", Adopting.class,
						(Unrelated bean) -> bean.run("token")),
				jdk("implemented by an unrelated superclass", Adopting.class, Runs.class,
						(Runs bean) -> bean.run("token")),
				jdk("sealed interface", OfSealedInterface.class, SealedInterface.class,
						(SealedInterface bean) -> bean.run("token")),
				cglib("token that is no String", OfCharacters.class,
						(OfCharacters bean) -> bean.run(CharBuffer.wrap("token"))),
				cglib("bound type variables", OfBound.class, (OfBound bean) -> bean.run("token")));
	}

	@ParameterizedTest(name = "{0}, CGLIB: {1}")
	@MethodSource("shapes")
	void failureIsReportedOnce(String shape, boolean cglib, Class<?> bean, Class<?> type, Consumer<Object> call) {
		Handlers.running(bean).withPropertyValues("spring.aop.proxy-target-class=" + cglib).run((context) -> {
			assertThat(context).hasNotFailed();
			Object proxy = context.getBean(type);
			assertThatThrownBy(() -> call.accept(proxy)).isInstanceOf(Declined.class);
			RecordingReporter reporter = context.getBean(RecordingReporter.class);
			assertThat(reporter.tokens()).containsExactly("token");
			assertThat(reporter.reports()).extracting(Report::task)
				.extracting(ActivityTask::type)
				.containsExactly(new ActivityTask.Type(name(shape), ""));
		});
	}

	@Test
	void lambdaOfABoundGenericInterfaceHasItsToken() {
		BoundInterface lambda = (token) -> {
			throw new Declined();
		};
		Handlers.running().withBean(BoundInterface.class, () -> lambda).run((context) -> {
			assertThatThrownBy(() -> context.getBean(BoundInterface.class).run("token")).isInstanceOf(Declined.class);
			assertThat(context.getBean(RecordingReporter.class).tokens()).containsExactly("token");
		});
	}

	interface BoundInterface extends GenericInterface<String> {

	}

	private static String name(String shape) {
		return Map.of("two interfaces, both annotated", "first", "override of an override", "nearest")
			.getOrDefault(shape, "run");
	}

	abstract static class GenericBase<T> {

		@ActivityHandler
		Object run(@TaskToken T token) {
			throw new Declined();
		}

	}

	static class OfGenericBase extends GenericBase<String> {

		@Override
		Object run(String token) {
			return super.run(token);
		}

	}

	static class Base {

		@ActivityHandler
		Object run(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class Covariant extends Base {

		@Override
		String run(String token) {
			throw new Declined();
		}

	}

	interface Default {

		@ActivityHandler
		default void run(@TaskToken String token) {
			throw new Declined();
		}

	}

	static class OfDefault implements Default {

	}

	static class OverridingDefault implements Default {

		@Override
		public void run(String token) {
			Default.super.run(token);
		}

	}

	static class PackagePrivate {

		@ActivityHandler
		void run(@TaskToken String token) {
			throw new Declined();
		}

	}

	abstract static sealed class Sealed permits Permitted {

		@ActivityHandler
		abstract void run(@TaskToken String token);

	}

	static non-sealed class Permitted extends Sealed {

		@Override
		void run(String token) {
			throw new Declined();
		}

	}

	interface Runs {

		@ActivityHandler
		void run(@TaskToken String token);

	}

	record OfRecord() implements Runs {

		@Override
		public void run(String token) {
			throw new Declined();
		}

	}

	static final class Nested implements Runs {

		@Override
		public void run(String token) {
			throw new Declined();
		}

	}

	interface GenericInterface<T> {

		@ActivityHandler
		void run(@TaskToken T token);

	}

	static class OfGenericInterface implements GenericInterface<String>, Callable<String> {

		@Override
		public void run(String token) {
			throw new Declined();
		}

		@Override
		public String call() {
			return "";
		}

	}

	interface First {

		@ActivityHandler(name = "first")
		void run(@TaskToken String token);

	}

	interface Second {

		@ActivityHandler(name = "second")
		void run(String token);

	}

	static class OfTwoInterfaces implements First, Second {

		@Override
		public void run(String token) {
			throw new Declined();
		}

	}

	static class Variable {

		@ActivityHandler
		void run(@TaskToken String token, String... others) {
			throw new Declined();
		}

	}

	static class Generic {

		@ActivityHandler
		<T extends CharSequence> T run(@TaskToken T token) {
			throw new Declined();
		}

	}

	static class Overriding extends Base {

		@Override
		@ActivityHandler(name = "nearest")
		Object run(String token) {
			throw new Declined();
		}

	}

	static class OverridingTwice extends Overriding {

		@Override
		Object run(String token) {
			throw new Declined();
		}

	}

	abstract static class InheritedGeneric<T> {

		@ActivityHandler
		Object run(@TaskToken T token) {
			throw new Declined();
		}

	}

	static class OfInheritedGeneric extends InheritedGeneric<String> {

	}

	interface Extended extends Runs {

	}

	static class OfExtended implements Extended {

		@Override
		public void run(String token) {
			throw new Declined();
		}

	}

	interface GenericDefault<T> {

		@ActivityHandler
		default void run(@TaskToken T token) {
			throw new Declined();
		}

	}

	static class OfGenericDefault implements GenericDefault<String> {

	}

	static class Unrelated {

		public void run(String token) {
			throw new Declined();
		}

	}

	static class Adopting extends Unrelated implements Runs {

	}

	sealed interface SealedInterface permits OfSealedInterface {

		@ActivityHandler
		void run(@TaskToken String token);

	}

	static non-sealed class OfSealedInterface implements SealedInterface {

		@Override
		public void run(String token) {
			throw new Declined();
		}

	}

	static class OfCharacters {

		@ActivityHandler
		void run(@TaskToken CharSequence token) {
			throw new Declined();
		}

	}

	static class OfBound {

		@ActivityHandler
		<T extends Comparable<T> & CharSequence> List<T> run(@TaskToken T token) {
			throw new Declined();
		}

	}

}
