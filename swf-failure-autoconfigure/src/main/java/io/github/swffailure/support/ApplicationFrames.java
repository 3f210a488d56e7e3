package io.github.swffailure.support;

import java.util.Arrays;

/**
 * Distinguishes the frames of an application from those of the JDK, of well-known
 * frameworks and of classes generated at run time, by the name of their class.
 */
final class ApplicationFrames {

	/**
	 * In their order, none the beginning of another: the one before a name is its own.
	 */
	private static final String[] FRAMEWORKS = { "akka.", "brave.", "ch.qos.logback.", "com.fasterxml.jackson.",
			"com.github.benmanes.caffeine.", "com.google.common.", "com.mysql.", "com.sun.", "com.zaxxer.hikari.",
			"feign.", "groovy.", "io.github.resilience4j.", "io.grpc.", "io.github.swffailure.aspect.", "io.lettuce.",
			"io.micrometer.", "io.netty.", "io.opentelemetry.", "io.vertx.", "jakarta.", "java.", "javax.", "jdk.",
			"kotlin.", "kotlinx.", "net.bytebuddy.", "net.sf.cglib.", "okhttp3.", "okio.", "oracle.jdbc.",
			"org.apache.", "org.aspectj.", "org.codehaus.groovy.", "org.eclipse.jetty.", "org.hibernate.", "org.jboss.",
			"org.junit.", "org.mockito.", "org.postgresql.", "org.reactivestreams.", "org.slf4j.",
			"org.springframework.", "reactor.", "retrofit2.", "rx.", "scala.", "software.amazon.awssdk.", "sun.",
			"tools.jackson.", "worker.org.gradle." };

	private static final String[] GENERATED = { "$$SpringCGLIB$$", "$$EnhancerBy", "$$FastClassBy", "$$Lambda",
			"$$_javassist", "$$_jvst", "$$_Weld", "$Proxy", "$ByteBuddy$", "$HibernateProxy$", "$MockitoMock$" };

	private ApplicationFrames() {
	}

	/**
	 * Whether a frame is of the application.
	 * @param frame a frame of a stack trace
	 * @return {@code false} for the JDK, frameworks, and proxies and accessors generated
	 * at run time
	 */
	static boolean contains(StackTraceElement frame) {
		String type = frame.getClassName();
		return !isFramework(type) && !isGenerated(type);
	}

	private static boolean isFramework(String type) {
		int from = 0;
		int to = FRAMEWORKS.length;
		while (from < to) {
			int middle = (from + to) >>> 1;
			if (FRAMEWORKS[middle].compareTo(type) <= 0) {
				from = middle + 1;
			}
			else {
				to = middle;
			}
		}
		return from > 0 && type.startsWith(FRAMEWORKS[from - 1]);
	}

	private static boolean isGenerated(String type) {
		int dollar = type.indexOf('$');
		if (dollar < 0) {
			return false;
		}
		for (String mark : GENERATED) {
			if (type.indexOf(mark, dollar) >= 0) {
				return true;
			}
		}
		return false;
	}

}
