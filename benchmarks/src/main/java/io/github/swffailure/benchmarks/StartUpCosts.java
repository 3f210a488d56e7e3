// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import com.sun.management.OperatingSystemMXBean;
import io.github.swffailure.ActivityHandler;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * What the starter adds to the start of an application of 200 beans, each time in a JVM
 * of its own: without handlers, and with 20 beside an advisor that does nothing. Prints
 * the CPU time of the main thread and of the whole process.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar io.github.swffailure.benchmarks.StartUpCosts
 * </pre>
 */
public final class StartUpCosts {

	private static final int BEANS = 200;

	private static final int HANDLERS = 20;

	private StartUpCosts() {
	}

	/**
	 * Starts all applications in turn.
	 * @param arguments how often, 11 times if not given
	 */
	public static void main(String[] arguments) throws Exception {
		if (arguments.length == 2) {
			start(Application.valueOf(arguments[1]));
			return;
		}
		int rounds = (arguments.length == 1) ? Integer.parseInt(arguments[0]) : 11;
		Path without = compile(0);
		Path with = compile(HANDLERS);
		Map<Application, List<long[]>> costs = new EnumMap<>(Application.class);
		for (int round = 0; round < rounds; round++) {
			for (Application application : Application.values()) {
				costs.computeIfAbsent(application, (key) -> new ArrayList<>())
					.add(fork(application, application.handlers ? with : without));
			}
		}
		System.out.printf("%-20s %22s %22s%n", "ms of CPU", "main: least, median", "all: least, median");
		costs.forEach((application, all) -> System.out.printf("%-20s %22s %22s%n", application, summary(all, 0),
				summary(all, 1)));
	}

	private static String summary(List<long[]> costs, int index) {
		long[] sorted = costs.stream().mapToLong((cost) -> cost[index]).sorted().toArray();
		return sorted[0] + ", " + sorted[sorted.length / 2];
	}

	private static long[] fork(Application application, Path beans) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path") + File.pathSeparator + beans, "-Daws.region=eu-central-1",
				"-Daws.accessKeyId=key", "-Daws.secretAccessKey=secret", StartUpCosts.class.getName(), "start",
				application.name())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(application + " did not start: " + output);
		}
		return Arrays.stream(output.strip().split(" ")).mapToLong(Long::parseLong).toArray();
	}

	private static void start(Application application) {
		SpringApplication spring = new SpringApplication(application.configuration);
		spring.setBannerMode(Banner.Mode.OFF);
		ConfigurableApplicationContext context = spring.run("--logging.level.root=off",
				"--spring.main.web-application-type=none", "--swf.failure.enabled=" + application.ours,
				application.ours ? "--none" : "--spring.autoconfigure.exclude=" + ours());
		long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		long process = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		System.out.println(thread / 1_000_000 + " " + process / 1_000_000);
		context.close();
	}

	private static String ours() {
		return String.join(",",
				Stream.of("SwfClient", "SwfFailure", "SwfFailureActuator", "SwfFailureMetrics")
					.map((name) -> "io.github.swffailure.autoconfigure." + name + "AutoConfiguration")
					.toList());
	}

	/** Compiles the beans, the first of which have a handler each. */
	private static Path compile(int handlers) throws IOException {
		Path classes = Files.createTempDirectory("beans");
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
		for (int i = 0; i < BEANS; i++) {
			Path source = classes.resolve("Bean" + i + ".java");
			Files.writeString(source, source(i, i < handlers));
			arguments.add(source.toString());
		}
		if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
			throw new IllegalStateException("The beans do not compile");
		}
		return classes;
	}

	private static String source(int index, boolean handler) {
		String methods = String.join("\n",
				IntStream.range(0, 6)
					.mapToObj((i) -> ((handler && i == 0) ? "@io.github.swffailure.ActivityHandler " : "")
							+ "public String call" + i
							+ "(String token, Integer count, java.util.List<String> names) { return token; }")
					.toList());
		return "package beans;\n@org.springframework.stereotype.Component public class Bean" + index + " {\n" + methods
				+ "\n}\n";
	}

	/**
	 * What is started.
	 */
	private enum Application {

		WITHOUT_US(Plain.class, false, false), WITH_US(Plain.class, true, false),
		BARE_ADVISOR_20(Advised.class, false, true), WITH_US_20(Plain.class, true, true);

		private final Class<?> configuration;

		private final boolean ours;

		private final boolean handlers;

		Application(Class<?> configuration, boolean ours, boolean handlers) {
			this.configuration = configuration;
			this.ours = ours;
			this.handlers = handlers;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan("beans")
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ComponentScan("beans")
	static class Advised {

		@Bean
		static BarePostProcessor barePostProcessor() {
			return new BarePostProcessor();
		}

	}

	private static final class BarePostProcessor extends AbstractAdvisingBeanPostProcessor {

		private BarePostProcessor() {
			this.advisor = new DefaultPointcutAdvisor(
					AnnotationMatchingPointcut.forMethodAnnotation(ActivityHandler.class),
					(MethodInterceptor) (invocation) -> invocation.proceed());
			setProxyTargetClass(true);
		}

	}

}
