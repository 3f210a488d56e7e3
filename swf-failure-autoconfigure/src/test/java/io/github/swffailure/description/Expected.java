// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.swffailure.support.SafeText;

/**
 * What is to be told of exceptions, found out in the simplest way.
 */
final class Expected {

	private Expected() {
	}

	/**
	 * An exception and its causes, up to a cycle.
	 */
	static List<Throwable> chain(Throwable outermost) {
		List<Throwable> chain = new ArrayList<>();
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable next = outermost; next != null && seen.add(next); next = next.getCause()) {
			chain.add(next);
		}
		return chain;
	}

	static Throwable root(Throwable outermost) {
		List<Throwable> chain = chain(outermost);
		return chain.get(chain.size() - 1);
	}

	static List<String> frames(Throwable failure) {
		return Stream.of(failure.getStackTrace()).map(Expected::frame).toList();
	}

	private static String frame(StackTraceElement frame) {
		String place = frame.getFileName();
		if (frame.getLineNumber() == -2) {
			place = "Native Method";
		}
		else if (place == null) {
			place = "Unknown Source";
		}
		else if (frame.getLineNumber() >= 0) {
			place += ":" + frame.getLineNumber();
		}
		return SafeText.clean(frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")");
	}

	/**
	 * Whether a list has all elements of another one, in their order.
	 */
	static boolean isPartOf(List<String> part, List<String> whole) {
		int at = 0;
		for (String element : whole) {
			if (at < part.size() && part.get(at).equals(element)) {
				at++;
			}
		}
		return at == part.size();
	}

}
