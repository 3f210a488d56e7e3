// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.List;
import java.util.Set;

/**
 * The names of classes and methods that compilers, enhancers and containers generate.
 */
final class GeneratedNames {

	/** Parts of the names of generated classes, from the first {@code $} on. */
	private static final String[] GENERATED = { "$$SpringCGLIB$$", "$$EnhancerBy", "$$FastClassBy", "$$Lambda",
			"$$_javassist", "$$_jvst", "$$_Weld", "$$Owb", "$ByteBuddy$", "$auxiliary$", "$HibernateProxy",
			"$HibernateInstantiator$", "$HibernateAccessOptimizer$", "$MockitoMock$", "$AjcClosure" };

	private static final String PROXY = "$Proxy";

	/** The name of an unnamed Groovy script, followed by a number. */
	private static final String SCRIPT = "Script";

	/**
	 * Suffixes of methods that contain the body of another: AspectJ, Kotlin, SkyWalking.
	 */
	private static final List<String> BODIES = List.of("_aroundBody", "$suspendImpl", "$original$");

	/** Prefixes of generated methods. */
	private static final List<String> BRIDGES = List.of("access$", "$$_hibernate_", "ajc$", "CGLIB$", "super$",
			"this$dist$");

	/** Suffixes of generated methods. */
	private static final List<String> FORWARDERS = List.of("$default", "$adapted", "$$superforward", "$$superaccessor");

	/** The methods of Groovy's call sites. */
	private static final Set<String> CALLS = Set.of("call", "callCurrent", "callStatic", "callConstructor");

	/** Suffix of the class with the default methods of a Kotlin interface. */
	private static final String DEFAULTS = "$DefaultImpls";

	private GeneratedNames() {
	}

	/** Whether a class was generated at run time. */
	static boolean isGenerated(String type) {
		int dollar = type.indexOf('$');
		if (dollar < 0) {
			return isOfQuarkus(type) || isOfSpring(type);
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
		return leading
				&& (type.contains("$Definition") || type.contains("$Introspection") || type.endsWith("$Intercepted"));
	}

	private static boolean isOfQuarkus(String type) {
		return type.indexOf('_') >= 0 && (type.endsWith("_ClientProxy") || type.endsWith("_Subclass"));
	}

	/** Whether Spring has generated the class ahead of time. */
	private static boolean isOfSpring(String type) {
		return type.endsWith("__BeanDefinitions") || type.endsWith("__Autowiring");
	}

	/** The name of the method in the source, for a generated method with its body. */
	static String baseOf(String method) {
		for (String body : BODIES) {
			int end = method.indexOf(body);
			if (end > 0) {
				return method.substring(0, end);
			}
		}
		return method;
	}

	/**
	 * The purpose of a class, if it turns out to have no source: a call site of Groovy,
	 * such as {@code Orders$ship$0}, or a bean of Quarkus, such as {@code Orders_Bean}.
	 */
	static WithoutSource withoutSource(String type) {
		if (type.endsWith("_Bean") || type.contains("_Observer_") || type.contains("Invoker_")
				|| type.contains("$quarkusrestinvoker$") || type.endsWith("$Intercepted")) {
			return WithoutSource.BEAN;
		}
		int dollar = type.indexOf('$');
		boolean callSite = dollar > 0 && dollar + 1 < type.length() && Character.isLowerCase(type.charAt(dollar + 1));
		return callSite ? WithoutSource.CALL_SITE : WithoutSource.NOTHING;
	}

	/**
	 * Whether a method is a default method of a Kotlin interface, which a generated
	 * method of the implementing class calls.
	 */
	static boolean isDefault(StackTraceElement frame) {
		return frame.getClassName().endsWith(DEFAULTS);
	}

	/**
	 * Whether a method was added by a compiler or an enhancer and only calls another one.
	 * @param method the name of the method
	 */
	static boolean isBridge(String method) {
		if (method.indexOf('$') < 0) {
			return method.startsWith("_persistence_");
		}
		String name = withoutNumber(method);
		return method.contains("$accessor$") || BRIDGES.stream().anyMatch(method::startsWith)
				|| FORWARDERS.stream().anyMatch(name::endsWith);
	}

	/**
	 * Whether a number that a compiler has added follows: {@code lambda$charge$0},
	 * {@code charge$lambda-0}, {@code Orders$_charge_closure1}, {@code orders$fn__42}.
	 */
	static boolean isNumbered(String name, int at) {
		return switch (name.charAt(at)) {
			case '$' -> true;
			case '-' -> name.startsWith("$lambda", at - "$lambda".length());
			case 'e' -> name.startsWith("_closure", at + 1 - "_closure".length());
			case 'a' -> name.startsWith("_lambda", at + 1 - "_lambda".length());
			case 't' -> at == SCRIPT.length() - 1 && name.startsWith(SCRIPT);
			case '_' -> name.startsWith("$fn__", at + 1 - "$fn__".length())
					|| name.startsWith("$reify__", at + 1 - "$reify__".length());
			default -> false;
		};
	}

	/**
	 * The name of the class in the source, for a generated class with its methods.
	 */
	static String baseOfType(String type) {
		return type.endsWith(DEFAULTS) ? type.substring(0, type.length() - DEFAULTS.length()) : type;
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

	/** The purpose of a generated class without a source. */
	enum WithoutSource {

		NOTHING, CALL_SITE, BEAN;

		/** Whether a method of such a class was generated too. */
		boolean has(String method) {
			return this == BEAN || (this == CALL_SITE && CALLS.contains(method));
		}

	}

}
