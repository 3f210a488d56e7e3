package io.github.swffailure.description;

import java.util.Map;
import java.util.Set;

import io.github.swffailure.description.DetailsPlan.Shown;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a decider made with the AWS Flow Framework can be sent: such that it
 * has on its class path, with a constructor for a message. Any other goes as
 * {@link RuntimeException}, with its name in the message.
 */
final class FlowTypes {

	static final String ANY = "java.lang.RuntimeException";

	private static final Set<String> OF_THE_JDK = Set.of(ANY, "java.io.EOFException", "java.io.FileNotFoundException",
			"java.io.IOException", "java.lang.ArithmeticException", "java.lang.ArrayIndexOutOfBoundsException",
			"java.lang.ClassCastException", "java.lang.ClassNotFoundException", "java.lang.Error",
			"java.lang.Exception", "java.lang.IllegalArgumentException", "java.lang.IllegalStateException",
			"java.lang.IndexOutOfBoundsException", "java.lang.InterruptedException", "java.lang.NullPointerException",
			"java.lang.NumberFormatException", "java.lang.OutOfMemoryError", "java.lang.SecurityException",
			"java.lang.StackOverflowError", "java.lang.UnsupportedOperationException", "java.net.ConnectException",
			"java.net.SocketException", "java.net.SocketTimeoutException", "java.net.UnknownHostException",
			"java.sql.SQLException", "java.util.NoSuchElementException", "java.util.concurrent.CancellationException",
			"java.util.concurrent.TimeoutException");

	private final Map<String, String> sent;

	FlowTypes(Map<String, String> sent) {
		this.sent = sent;
	}

	private boolean isKnown(String type) {
		return this.sent.containsKey(type) || OF_THE_JDK.contains(type);
	}

	String sent(String type) {
		return this.sent.getOrDefault(type, OF_THE_JDK.contains(type) ? type : ANY);
	}

	@Nullable String message(Shown shown) {
		String message = shown.message();
		if (isKnown(shown.link().type())) {
			return message;
		}
		return (message != null) ? shown.link().type() + ": " + message : shown.link().type();
	}

}
