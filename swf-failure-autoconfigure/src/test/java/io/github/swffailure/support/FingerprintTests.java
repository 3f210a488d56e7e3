// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings({ "NullAway", "serial" })
class FingerprintTests {

	private static final String WORKER = """
			package com.example;
			%s
			public class Worker implements java.util.concurrent.Callable<Object> {
				%s
				public Object call() {
					java.util.function.Supplier<Object> ship = () -> { %s throw new IllegalStateException(%s); };
					return new java.util.function.Supplier<Object>() {
						public Object get() { return ship.get(); }
					}.get();
				}
			}
			""";

	@TempDir
	private Path directory;

	private static String of(Throwable failure) {
		return FailureOrigins.of(failure).fingerprint();
	}

	@Test
	void sixteenHexadecimalDigits() {
		assertThat(of(new IOException())).matches("[0-9a-f]{16}");
	}

	@Test
	void sameAfterEditsElsewhereInTheFile() throws Exception {
		String before = of(failureOf(compile("", "", "", "")));
		assertThat(of(failureOf(compile("", "", "", "")))).isEqualTo(before);
		assertThat(of(failureOf(compile("\n\n/* moved */\n", "", "", "\"order 42\"")))).isEqualTo(before);
		assertThat(of(failureOf(compile("", "Runnable other = () -> System.gc();", "", "")))).isEqualTo(before);
		assertThat(of(failureOf(compile("", "Object other = new Object() { };", "", "")))).isEqualTo(before);
	}

	@Test
	void differsWithAnotherCause() throws Exception {
		assertThat(of(failureOf(compile("", "", "", "new java.io.IOException()"))))
			.isNotEqualTo(of(failureOf(compile("", "", "", ""))));
	}

	@Test
	void sameThroughProxiesAndReflection() throws Exception {
		Callable<Object> worker = compile("", "", "", "");
		String direct = of(failureOf(worker));
		ProxyFactory classProxy = new ProxyFactory(worker);
		classProxy.setProxyTargetClass(true);
		assertThat(of(failureOf(callable(classProxy.getProxy(worker.getClass().getClassLoader()))))).isEqualTo(direct);
		assertThat(of(failureOf(callable(
				new ProxyFactory(Callable.class, (org.aopalliance.intercept.MethodInterceptor) (call) -> worker.call())
					.getProxy()))))
			.isEqualTo(direct);
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Callable.class },
				(self, method, arguments) -> worker.call());
		assertThat(of(failureOf(callable(proxy)))).isEqualTo(direct);
		assertThat(of(failureOf(() -> worker.getClass().getMethod("call").invoke(worker)))).isEqualTo(direct);
	}

	@SuppressWarnings("unchecked")
	private static Callable<Object> callable(Object proxy) {
		return (Callable<Object>) proxy;
	}

	@Test
	void wrappersDoNotCount() {
		IOException failure = new IOException();
		assertThat(of(new CompletionException(failure))).isEqualTo(of(failure));
	}

	@ParameterizedTest
	@CsvSource({ "com.example.A$$SpringCGLIB$$0, charge", "com.example.A$$EnhancerBySpringCGLIB$$1f2e3d, charge",
			"com.example.A$$FastClassBySpringCGLIB$$7a, invoke", "jdk.proxy2.$Proxy12, charge",
			"com.sun.proxy.$Proxy7, charge", "jdk.internal.reflect.GeneratedMethodAccessor31, invoke",
			"sun.reflect.GeneratedMethodAccessor3, invoke", "com.example.A$$Lambda$14/0x0000000800c03000, run",
			"com.example.A$$Lambda/0x00007f0001234567, run", "com.example.A, access$100",
			"com.example.A$ByteBuddy$x1Y2, charge", "org.springframework.aop.framework.CglibAopProxy, intercept" })
	void generatedAndFrameworkFramesDoNotCount(String className, String methodName) {
		StackTraceElement own = new StackTraceElement("com.example.A", "charge", "A.java", 7);
		StackTraceElement generated = new StackTraceElement(className, methodName, "<generated>", -1);
		assertThat(of(withFrames(generated, own, generated))).isEqualTo(of(withFrames(own)));
	}

	@Test
	void numbersOfLambdasAndAnonymousClassesDoNotCount() {
		assertThat(of(withFrames(new StackTraceElement("com.example.A$1", "lambda$charge$0", "A.java", 7))))
			.isEqualTo(of(withFrames(new StackTraceElement("com.example.A$12", "lambda$charge$31", "A.java", 99))))
			.isNotEqualTo(of(withFrames(new StackTraceElement("com.example.A$1", "lambda$refund$0", "A.java", 7))))
			.isNotEqualTo(of(withFrames(new StackTraceElement("com.example.A2", "lambda$charge$0", "A.java", 7))));
	}

	@Test
	void callersFurtherUpDoNotCount() {
		StackTraceElement[] frames = new IOException().getStackTrace();
		StackTraceElement own = new StackTraceElement("com.example.A", "charge", "A.java", 7);
		assertThat(of(withFrames(own, own, own, frames[0]))).isEqualTo(of(withFrames(own, own, own, own)));
	}

	@Test
	void differentDefectsDiffer() {
		StackTraceElement charge = new StackTraceElement("com.example.A", "charge", "A.java", 7);
		StackTraceElement refund = new StackTraceElement("com.example.A", "refund", "A.java", 7);
		assertThat(of(withFrames(charge))).isNotEqualTo(of(withFrames(refund)))
			.isNotEqualTo(of(withFrames(charge, refund)));
		assertThat(of(new IOException())).isNotEqualTo(of(new IllegalStateException()));
	}

	@Test
	void hostileExceptionsHaveOneToo() {
		Exception hostile = new Exception() {

			@Override
			public StackTraceElement[] getStackTrace() {
				throw new AssertionError();
			}

		};
		Exception cyclic = new Exception("a");
		cyclic.initCause(new Exception("b", cyclic));
		assertThat(of(hostile)).matches("[0-9a-f]{16}");
		assertThat(of(cyclic)).matches("[0-9a-f]{16}");
	}

	private static Exception withFrames(StackTraceElement... frames) {
		Exception failure = new IOException();
		failure.setStackTrace(frames);
		return failure;
	}

	private static Throwable failureOf(Callable<?> worker) {
		try {
			worker.call();
			throw new AssertionError("did not fail");
		}
		catch (Exception ex) {
			return ex;
		}
	}

	@SuppressWarnings("unchecked")
	private Callable<Object> compile(String header, String member, String statement, String arguments)
			throws Exception {
		Path root = Files.createTempDirectory(this.directory, "worker");
		Path source = root.resolve("Worker.java");
		Files.writeString(source, WORKER.formatted(header, member, statement, arguments));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertThat(compiler.run(null, null, null, "-g", "-d", root.toString(), source.toString())).isZero();
		URL[] classPath = { URI.create(root.toUri().toString()).toURL() };
		URLClassLoader loader = new URLClassLoader(classPath, getClass().getClassLoader());
		return (Callable<Object>) loader.loadClass("com.example.Worker").getConstructor().newInstance();
	}

}
