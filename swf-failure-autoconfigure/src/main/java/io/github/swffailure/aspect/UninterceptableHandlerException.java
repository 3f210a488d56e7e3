// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stops the start-up of an application because no proxy can intercept some of its
 * activity handlers: their failures would not be reported.
 */
public final class UninterceptableHandlerException extends RuntimeException {

	private final transient List<Handler> handlers;

	UninterceptableHandlerException(List<Handler> handlers) {
		super(handlers.stream().map(Handler::toString).collect(Collectors.joining("; ")));
		this.handlers = List.copyOf(handlers);
	}

	/**
	 * The handlers in question.
	 * @return at least one
	 */
	public List<Handler> handlers() {
		return this.handlers;
	}

	/**
	 * A handler that cannot be intercepted.
	 *
	 * @param bean the name of the bean
	 * @param method the method
	 * @param name the method, as in {@code Payments.charge(Order)}
	 * @param obstacle why a proxy cannot intercept it
	 */
	public record Handler(String bean, Method method, String name, Obstacle obstacle) {

		@Override
		public String toString() {
			return "Activity handler '" + this.name + "' of bean '" + this.bean + "' " + this.obstacle.problem();
		}

	}

	/** Why a proxy cannot intercept a method. */
	public enum Obstacle {

		/** The method is private. */
		PRIVATE_METHOD("is private", "make it package-private, protected or public"),

		/** The method is static. */
		STATIC_METHOD("is static", "make it an instance method"),

		/** The method is in the companion object of a Kotlin class. */
		COMPANION_METHOD("is in a companion object, for which there is no proxy", "move it into the class itself"),

		/** The method is final; it would even run on the proxy, whose fields are null. */
		FINAL_METHOD("is final", "remove 'final' from the method"),

		/** The class is final: a record, an enum, or a Kotlin class that is not open. */
		FINAL_CLASS("is in a final class",
				"remove 'final' from the class, make a record a class, or 'open' it in Kotlin"),

		/** The class is sealed, or all its constructors are private. */
		CLOSED_CLASS("is in a class that no other class can extend",
				"remove 'sealed' from the class, or make a constructor package-private, protected or public"),

		/**
		 * The proxy implements the interfaces of the class and none declares the method.
		 */
		NOT_IN_INTERFACE("is in none of the interfaces that its proxy implements",
				"declare it in an interface of the class, or set 'spring.aop.proxy-target-class' to 'true'"),

		/** A suspending function returns Nothing, and Reactor's bridge is present. */
		RETURNS_NOTHING("returns Nothing, which Spring's proxies do not support with kotlinx-coroutines-reactor",
				"declare a result of type Unit"),

		/** The bean was created before it could be intercepted. */
		CREATED_TOO_EARLY("is in a bean that was created before it could be intercepted",
				"make sure that no BeanPostProcessor depends on the bean, "
						+ "and declare @Bean methods of post-processors static"),

		/** The bean is in a context without interception. */
		OTHER_CONTEXT("is in a context without SwfFailureAutoConfiguration",
				"move the bean to the context that has it, or import it there");

		private final String problem;

		private final String remedy;

		Obstacle(String problem, String remedy) {
			this.problem = problem;
			this.remedy = remedy;
		}

		/**
		 * The problem.
		 * @return a phrase that follows the name of the handler
		 */
		public String problem() {
			return this.problem;
		}

		/**
		 * What to do about it.
		 * @return an imperative
		 */
		public String remedy() {
			return this.remedy;
		}

	}

}
