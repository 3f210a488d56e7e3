// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * One defect has one fingerprint, and another defect another. A stack is written as the
 * methods from the topmost on, {@code class.method}, with blanks between them, and a
 * tilde before one without a source.
 */
@SuppressWarnings("NullAway")
class SameDefectTests {

	private static String of(Throwable failure) {
		return FailureOrigins.of(failure).fingerprint();
	}

	private static <T extends Throwable> T thrownAt(T failure, String stack) {
		failure.setStackTrace(Arrays.stream(stack.split("\\s+")).map((method) -> {
			int dot = method.lastIndexOf('.');
			boolean generated = method.startsWith("~");
			return new StackTraceElement(method.substring(generated ? 1 : 0, dot), method.substring(dot + 1),
					generated ? null : "X", 1);
		}).toArray(StackTraceElement[]::new));
		return failure;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					lambdas of javac       | a.A.lambda$ship$0 a.B.c                 | a.A.lambda$ship$12 a.B.c
					Kotlin 1.5 and 2       | a.A.ship$lambda-0 a.B.c                 | a.A.ship$lambda$3 a.B.c
					open suspend function  | a.A.ship$suspendImpl a.B.c              | a.A.ship a.B.c
					suspended by another   | a.A.ship$suspendImpl a.A.ship a.B.c     | a.A.ship a.B.c
					SkyWalking             | a.A.ship$original$x1 a.A.ship$original$x1$accessor$y2 a.A$auxiliary$z.call a.A.ship a.B.c | a.A.ship a.B.c
					Hibernate 7            | a.A.ship a.A$HibernateProxy.ship a.B.c  | a.A.ship a.B.c
					Micronaut bean         | a.A.ship a.$A$Introspection.dispatch a.B.c | a.A.ship a.B.c
					drivers                | com.mongodb.A.b org.h2.A.b redis.clients.A.b a.A.ship a.B.c | a.A.ship a.B.c
					own frames, gRPC       | a.A.ship io.github.swffailure.aspect.A.b io.github.swffailure.worker.A.b io.grpc.A.b a.B.c | a.A.ship a.B.c
					retries                | a.A.ship dev.failsafe.A.b io.github.resilience4j.A.b io.reactivex.A.b a.B.c | a.A.ship a.B.c
					agents, other libraries | a.A.ship com.dynatrace.A.b com.appdynamics.A.b io.temporal.A.b io.helidon.A.b com.github.rholder.A.b a.B.c | a.A.ship a.B.c
					resumed coroutine      | a.A.ship a.A$ship$1.invokeSuspend a.B.c | a.A.ship a.B.c
					Kotlin defaults        | a.A.ship a.A.ship$default a.B.c         | a.A.ship a.B.c
					coroutine boundary     | a.A.ship _COROUTINE._BOUNDARY._ a.B.c   | a.A.ship a.B.c
					Groovy closures        | a.A$_ship_closure1.doCall a.B.c         | a.A$_ship_closure7.doCall a.B.c
					nested Groovy closures | a.A$_s_closure1$_closure2.doCall a.B.c  | a.A$_s_closure2$_closure9.doCall a.B.c
					AspectJ                | a.A.ship_aroundBody0 a.A$AjcClosure1.run a.Timing.around a.A.ship a.B.c | a.A.ship a.B.c
					AspectJ, inlined       | a.A.ship_aroundBody2 a.A.ship_aroundBody3$advice a.A.ship a.B.c | a.A.ship a.B.c
					Groovy lambdas         | a.A$_ship_lambda1.doCall a.B.c          | a.A$_ship_lambda4.doCall a.B.c
					Groovy scripts         | Script1$_run_closure1.doCall a.B.c      | Script27$_run_closure3.doCall a.B.c
					Spring, ahead of time  | a.A.<init> a.A__BeanDefinitions.lambda$getA$0 a.A__Autowiring.apply a.B.c | a.A.<init> a.B.c
					EclipseLink            | a.A.ship a.A._persistence_get_total a.B.c | a.A.ship a.B.c
					AspectJ, declarations  | a.A.ajc$interMethodDispatch1$a_X$ship a.A.ship a.X.ajc$inlineAccessMethod$a_X$go a.B.c | a.A.ship a.B.c
					Quarkus invokers       | a.A.ship ~a.A_VertxInvoker_ship_7c.invokeBean ~a.A_SmallRyeMessagingInvoker_ship_7c.invoke ~a.A$quarkusrestinvoker$ship_8f.invoke a.B.c | a.A.ship a.B.c
					Micronaut clients      | a.A.ship ~a.Client$Intercepted.get a.B.c | a.A.ship a.B.c
					Groovy call sites      | a.A.ship ~a.A$ship$0.call a.B.c ~a.B$c.callCurrent ~a.A$d$3.callStatic a.D.e | a.A.ship a.B.c a.D.e
					Groovy, super          | a.A.ship a.B.super$2$ship a.B.ship      | a.A.ship a.B.ship
					Kotlin interfaces      | a.A$DefaultImpls.ship a.B.ship a.C.c    | a.A.ship a.C.c
					Kotlin, more of them   | a.A$DefaultImpls.ship a.B.ship a.A$DefaultImpls.all a.B.all a.A$DefaultImpls.all$default a.C.c | a.A.ship a.A.all a.C.c
					Quarkus beans          | a.A.<init> ~a.A_Bean.doCreate ~a.A_Bean.create ~a.A_Bean.get a.B.c | a.A.<init> a.B.c
					Quarkus observers      | a.A.on ~a.A_Observer_on_8f2.notify a.B.c | a.A.on a.B.c
					Clojure                | a.orders$ship$fn__42.invoke a.B.c       | a.orders$ship$fn__977.invoke a.B.c
					Scala                  | a.A.$anonfun$ship$1 a.A.$anonfun$ship$1$adapted a.B.c | a.A.$anonfun$ship$2 a.B.c
					Hibernate proxy        | a.A.ship a.A$HibernateProxy$Kx3.ship a.B.c | a.A.ship a.B.c
					Hibernate enhancement  | a.A.ship a.A.$$_hibernate_read_total a.B.c | a.A.ship a.B.c
					Quarkus client proxy   | a.A.ship a.A_ClientProxy.ship a.B.c     | a.A.ship a.B.c
					Quarkus interception   | a.A.ship a.A_Subclass.ship$$superforward a.A_Subclass$$function$$1.apply a.A_Subclass.ship a.B.c | a.A.ship a.B.c
					Micronaut              | a.A.ship a.$A$Definition$Intercepted.$$access$$ship a.$A$Definition$Exec.dispatch a.B.c | a.A.ship a.B.c
					OpenWebBeans           | a.A.ship a.A$$OwbNormalScopeProxy0.ship a.B.c | a.A.ship a.B.c
					Weld                   | a.A.ship a.A$Proxy$_$$_WeldClientProxy.ship a.B.c | a.A.ship a.B.c
					JDK proxy              | a.A.ship jdk.proxy2.$Proxy31.ship a.B.c | a.A.ship com.sun.proxy.$Proxy7.ship a.B.c
					Byte Buddy             | a.A.ship a.A$ByteBuddy$xY2.ship a.A$auxiliary$q1.call a.B.c | a.A.ship a.B.c
					hidden classes         | a.A$$Lambda/0x0000000800c03000.run a.B.c | a.A$$Lambda$14/0x00007f00.run a.B.c
					""")
	void generatedNamesDoNotCount(String kind, String one, String other) {
		assertThat(of(thrownAt(new IOException(), one))).isEqualTo(of(thrownAt(new IOException(), other)));
	}

	@Test
	void nearMissesStayApart() {
		List<String> stacks = List.of("a.A.ship a.B.c", "a.A.ship a.B.d", "a.A.ship a.C.c", "a.A.load a.B.c",
				"a.A2.ship a.B.c", "a.A.ship2 a.B.c", "a.A.ship_2 a.B.c", "a.A$B.ship a.B.c", "a.A$C.ship a.B.c",
				"a.A.lambda$ship$0 a.B.c", "a.A.lambda$load$0 a.B.c", "a.A.ship$lambda$0 a.B.c",
				"a.A$_ship_closure1.doCall a.B.c", "a.A$_load_closure1.doCall a.B.c", "a.A.step__1 a.B.c",
				"a.A.step__2 a.B.c", "a.A$ProxySettings.ship a.B.c", "a.A$Definition.ship a.B.c", "a.A.closure1 a.B.c",
				"a.A.closure2 a.B.c", "a.A.aroundBody a.B.c", "a.A-1.ship a.B.c", "a.A-2.ship a.B.c",
				"a.A.ship a.A$load$1.invokeSuspend a.B.c", "b.A.ship a.B.c", "a.A.ship a.A.ship a.B.c",
				"a.Subclass.ship a.B.c", "a.ClientProxy.ship a.B.c", "a.A_Bean.ship a.B.c", "a.A$ship.call a.B.c",
				"~a.A$Ship.call a.B.c", "a.A.ship a.C.ship a.B.c", "a.A$DefaultImpls.ship a.B.load a.B.c",
				"a.A.superShip a.B.c", "a.Script1.run a.B.c", "a.Script2.run a.B.c", "a.BeanDefinitions.ship a.B.c",
				"a.Client$Intercepted.get a.B.c", "a.VertxInvoker.ship a.B.c", "a.A.ajcShip a.B.c");
		List<String> fingerprints = new ArrayList<>();
		for (String stack : stacks) {
			fingerprints.add(of(thrownAt(new IOException(), stack)));
			fingerprints.add(of(thrownAt(new IllegalStateException(), stack)));
			fingerprints.add(of(thrownAt(new IllegalStateException(thrownAt(new IOException(), stack)), "x.X.y")));
			fingerprints.add(of(thrownAt(new IOException(thrownAt(new IllegalStateException(), stack)), "x.X.y")));
		}
		assertThat(fingerprints).doesNotHaveDuplicates();
	}

	@Test
	void poolsThatCopyAndFuturesThatWrapDoNotCount() {
		List<Work> works = List.of((work) -> work.run(),
				(work) -> Stream.generate(() -> work).limit(2000).parallel().forEach(Runnable::run),
				(work) -> ForkJoinPool.commonPool().submit(work).get(),
				(work) -> new ForkJoinPool(1).submit(work).join(), (work) -> CompletableFuture.runAsync(work).get(),
				(work) -> Executors.newSingleThreadExecutor().submit(work).get(),
				(work) -> Mono.fromRunnable(work).subscribeOn(Schedulers.parallel()).block());
		Set<String> found = new HashSet<>();
		for (int i = 0; i < 10; i++) {
			works.forEach((work) -> found.add(of(catchThrowable(() -> handle(work)))));
		}
		assertThat(found).hasSize(1);
	}

	private static void handle(Work work) throws Exception {
		work.done(SameDefectTests::fail);
	}

	private static void fail() {
		throw new IllegalStateException("number 7");
	}

	private interface Work {

		void done(Runnable work) throws Exception;

	}

	/**
	 * {@code join()} throws what the other thread has made: who waited is not in it.
	 */
	@Test
	void joinedFutureIsKnownByTheOtherThreadOnly() {
		assertThat(of(catchThrowable(() -> CompletableFuture.runAsync(SameDefectTests::fail).join())))
			.isEqualTo(of(thrownAt(new IllegalStateException(), SameDefectTests.class.getName() + ".fail")));
	}

	@Test
	void copiesAnywhereInTheChainDoNotCount() {
		IOException original = thrownAt(new IOException("disk full"), "a.A.ship a.B.c a.D.e");
		String expected = of(thrownAt(new IllegalStateException("outer", original), "x.X.y"));
		List<Throwable> copies = List.of(new IOException(original), new IOException("disk full", original),
				new IOException(null, original), new CompletionException(original),
				new ExecutionException(new CompletionException(original)));
		assertThat(copies).allSatisfy((copy) -> {
			assertThat(of(copy)).isEqualTo(of(original));
			assertThat(of(thrownAt(new IllegalStateException("outer", copy), "x.X.y"))).isEqualTo(expected);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 40, 500 })
	void numberOfAttemptsDoesNotCount(int attempts) {
		Throwable failure = thrownAt(new IOException("disk full"), "a.A.ship a.B.c");
		String once = of(thrownAt(new IllegalStateException("attempt 0", failure), "x.X.y"));
		for (int i = 0; i < attempts; i++) {
			failure = thrownAt(new IllegalStateException("attempt " + i, failure), "x.X.y");
		}
		assertThat(of(failure)).isEqualTo(once);
	}

	@Test
	void recursionIsOneDefectWhereverItEnds() {
		String cycle = "a.A.walk a.A.visit a.B.each ";
		String[] ends = { "", "a.A.visit a.B.each ", "a.B.each ", "a.A.log ", "java.util.HashMap.hash " };
		Set<String> found = new HashSet<>();
		for (String end : ends) {
			found.add(of(thrownAt(new StackOverflowError(), end + cycle.repeat(300))));
		}
		assertThat(found).hasSize(1)
			.doesNotContain(of(thrownAt(new StackOverflowError(), "a.A.walk a.A.visit ".repeat(300))))
			.doesNotContain(of(thrownAt(new StackOverflowError(), "a.A.walk a.A.visit a.B.other ".repeat(300))));
	}

}
