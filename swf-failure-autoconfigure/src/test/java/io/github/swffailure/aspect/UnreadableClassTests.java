// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes whose signatures name a class that is not on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableClassTests {

	@TempDir
	private static Path classes;

	@BeforeAll
	static void compile() throws IOException {
		write("Gone", "public class Gone { }");
		write("Export", "public class Export { public Gone toGone() { return null; } }");
		write("Handling", "public class Handling { @io.github.swffailure.ActivityHandler"
				+ " public Gone handle(@io.github.swffailure.TaskToken String token) { return null; } }");
		write("Exports", "public class Exports { public static Export export() { return new Export(); } }");
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (Stream<Path> sources = Files.list(classes)) {
			List<String> arguments = Stream
				.concat(Stream.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()),
						sources.map(Path::toString))
				.toList();
			assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
		}
		Files.delete(classes.resolve("gone/Gone.class"));
	}

	private static void write(String name, String source) throws IOException {
		Files.writeString(classes.resolve(name + ".java"), "package gone; " + source);
	}

	private static ApplicationContextRunner running(RootBeanDefinition bean) throws IOException {
		ClassLoader classLoader = new URLClassLoader(new URL[] { classes.toUri().toURL() },
				UnreadableClassTests.class.getClassLoader());
		return Handlers.running()
			.withClassLoader(classLoader)
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBeanDefinition("bean", bean));
	}

	private static RootBeanDefinition bean(String className) {
		RootBeanDefinition bean = new RootBeanDefinition();
		bean.setBeanClassName(className);
		return bean;
	}

	@ParameterizedTest
	@ValueSource(strings = { "lazy", "prototype", "factory-made" })
	void neverStopTheStart(String kind, CapturedOutput output) throws IOException {
		RootBeanDefinition bean = bean("gone.Export");
		switch (kind) {
			case "lazy" -> bean.setLazyInit(true);
			case "prototype" -> bean.setScope(RootBeanDefinition.SCOPE_PROTOTYPE);
			default -> {
				bean.setBeanClassName("gone.Exports");
				bean.setFactoryMethodName("export");
				bean.setLazyInit(true);
			}
		}
		running(bean).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).doesNotContain("gone.Export");
		});
	}

	@Test
	void areNamedIfTheyHaveHandlers(CapturedOutput output) throws IOException {
		RootBeanDefinition bean = bean("gone.Handling");
		bean.setLazyInit(true);
		running(bean).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("The activity handlers of gone.Handling cannot be intercepted");
		});
	}

}
