package io.github.swffailure.aspect;

import java.util.concurrent.CompletionStage;

import io.github.swffailure.ActivityResultTooLongException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What is to be done about a result. Known once a class, so that a plain one costs next
 * to nothing.
 */
enum ResultKind {

	/** Nothing. */
	PLAIN,

	/** SWF limits its length. */
	TEXT,

	/** It may fail later. */
	STAGE,

	/** It may fail once somebody subscribes to it. */
	REACTIVE;

	private static final ClassValue<ResultKind> KINDS = new ClassValue<>() {

		@Override
		protected ResultKind computeValue(Class<?> type) {
			if (CompletionStage.class.isAssignableFrom(type)) {
				return STAGE;
			}
			return isReactive(type) ? REACTIVE : PLAIN;
		}

	};

	private static boolean isReactive(Class<?> type) {
		try {
			return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
		}
		catch (RuntimeException | LinkageError ex) {
			OwnFailures.log("Results of type {} cannot be followed", type, ex);
			return false;
		}
	}

	static ResultKind of(@Nullable Object result) {
		if (result == null) {
			return PLAIN;
		}
		if (result instanceof String text) {
			return (text.length() > ActivityResultTooLongException.MAX_RESULT_LENGTH) ? TEXT : PLAIN;
		}
		return KINDS.get(result.getClass());
	}

}
