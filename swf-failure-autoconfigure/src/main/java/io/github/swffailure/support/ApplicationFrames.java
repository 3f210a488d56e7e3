package io.github.swffailure.support;

import java.util.List;

/**
 * Distinguishes the frames of an application from those of the JDK, of well-known
 * frameworks and of classes generated at run time, by the name of their class.
 */
final class ApplicationFrames {

	/**
	 * In their order, none the beginning of another: the one before a name is its own.
	 */
	private static final String[] FRAMEWORKS = { "_COROUTINE.", "akka.", "brave.", "ch.qos.logback.",
			"com.fasterxml.jackson.", "com.github.benmanes.caffeine.", "com.google.common.", "com.mysql.", "com.sun.",
			"com.zaxxer.hikari.", "feign.", "groovy.", "io.github.resilience4j.", "io.grpc.",
			"io.github.swffailure.aspect.", "io.lettuce.", "io.micrometer.", "io.netty.", "io.opentelemetry.",
			"io.vertx.", "jakarta.", "java.", "javax.", "jdk.", "kotlin.", "kotlinx.", "net.bytebuddy.",
			"net.sf.cglib.", "okhttp3.", "okio.", "oracle.jdbc.", "org.apache.", "org.aspectj.", "org.codehaus.groovy.",
			"org.eclipse.jetty.", "org.hibernate.", "org.jboss.", "org.junit.", "org.mockito.", "org.postgresql.",
			"org.reactivestreams.", "org.slf4j.", "org.springframework.", "reactor.", "retrofit2.", "rx.", "scala.",
			"software.amazon.awssdk.", "sun.", "tools.jackson.", "worker.org.gradle." };

	/** What names of generated classes hold, from their first {@code $} on. */
	private static final String[] GENERATED = { "$$SpringCGLIB$$", "$$EnhancerBy", "$$FastClassBy", "$$Lambda",
			"$$_javassist", "$$_jvst", "$$_Weld", "$$Owb", "$ByteBuddy$", "$auxiliary$", "$HibernateProxy$",
			"$MockitoMock$", "$AjcClosure" };

	private static final String PROXY = "$Proxy";

	/** What generated methods begin with. */
	private static final List<String> BRIDGES = List.of("access$", "$$_hibernate_", "CGLIB$");

	/** What generated methods end with. */
	private static final List<String> FORWARDERS = List.of("$default", "$adapted", "$$superforward", "$$superaccessor");

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

	/**
	 * Whether a method is one that a compiler or an enhancer has added, and that only
	 * calls another.
	 * @param method the name of the method
	 */
	static boolean isBridge(String method) {
		if (method.indexOf('$') < 0) {
			return false;
		}
		String name = withoutNumber(method);
		return BRIDGES.stream().anyMatch(method::startsWith) || FORWARDERS.stream().anyMatch(name::endsWith);
	}

	/**
	 * Whether what a compiler counts comes next: {@code lambda$charge$0},
	 * {@code charge$lambda-0}, {@code Orders$_charge_closure1}, {@code orders$fn__42}.
	 */
	static boolean isNumbered(String name, int at) {
		return switch (name.charAt(at)) {
			case '$' -> true;
			case '-' -> name.startsWith("$lambda", at - "$lambda".length());
			case 'e' -> name.startsWith("_closure", at + 1 - "_closure".length());
			case '_' -> name.startsWith("$fn__", at + 1 - "$fn__".length())
					|| name.startsWith("$reify__", at + 1 - "$reify__".length());
			default -> false;
		};
	}

	private static String withoutNumber(String name) {
		int end = name.length();
		while (end > 0 && isDigit(name, end - 1)) {
			end--;
		}
		return name.substring(0, end);
	}

	private static boolean isDigit(String name, int index) {
		return index < name.length() && name.charAt(index) >= '0' && name.charAt(index) <= '9';
	}

	private static boolean isGenerated(String type) {
		int dollar = type.indexOf('$');
		if (dollar < 0) {
			return isOfQuarkus(type);
		}
		for (String mark : GENERATED) {
			if (type.indexOf(mark, dollar) >= 0) {
				return true;
			}
		}
		return isProxy(type, dollar) || isOfMicronaut(type, dollar) || isOfQuarkus(type.substring(0, dollar));
	}

	/**
	 * Whether a class is {@code $Proxy12} or {@code Orders$Proxy$_$$_WeldClientProxy},
	 * not {@code Orders$ProxySettings}.
	 */
	private static boolean isProxy(String type, int dollar) {
		int end = type.indexOf(PROXY, dollar) + PROXY.length();
		return end >= PROXY.length() && (isDigit(type, end) || type.startsWith("$_", end));
	}

	private static boolean isOfMicronaut(String type, int dollar) {
		boolean leading = dollar == 0 || type.charAt(dollar - 1) == '.';
		return leading && (type.contains("$Definition") || type.endsWith("$Intercepted"));
	}

	private static boolean isOfQuarkus(String type) {
		return type.indexOf('_') >= 0 && (type.endsWith("_ClientProxy") || type.endsWith("_Subclass"));
	}

}
