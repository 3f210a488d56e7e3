package io.github.swffailure.delivery;

import java.util.StringJoiner;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.support.FailureOrigins;
import org.jspecify.annotations.Nullable;

/**
 * Describes a failure by nothing but the class names in its chain of causes.
 */
final class ClassNames {

	private static final int MAX_CAUSES = 20;

	private ClassNames() {
	}

	static FailureDescription describe(Throwable failure) {
		StringJoiner names = new StringJoiner("\nCaused by: ");
		Throwable cause = failure;
		for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
			names.add(cause.getClass().getName());
			cause = causeOf(cause);
		}
		return new FailureDescription(SafeCut.of(outermost(failure), FailureDescription.MAX_REASON_LENGTH),
				SafeCut.of(names.toString(), FailureDescription.MAX_DETAILS_LENGTH));
	}

	private static String outermost(Throwable failure) {
		try {
			return FailureOrigins.unwrap(failure).getClass().getName();
		}
		catch (Throwable ex) {
			return failure.getClass().getName();
		}
	}

	private static @Nullable Throwable causeOf(Throwable failure) {
		try {
			return failure.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

}
