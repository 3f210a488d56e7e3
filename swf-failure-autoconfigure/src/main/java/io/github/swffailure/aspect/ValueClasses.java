// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Method;

import kotlin.Result;
import kotlin.ResultKt;
import kotlin.jvm.JvmInline;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Value classes of Kotlin, including {@code Result}. The compiler passes their content
 * wherever it can; only generic methods get the instances.
 */
final class ValueClasses {

	private static final boolean KOTLIN = KotlinResults.isPresent("kotlin.jvm.JvmInline");

	private static final ClassValue<UnboxMethod> UNBOX_METHODS = new ClassValue<>() {

		@Override
		protected UnboxMethod computeValue(Class<?> type) {
			boolean valueClass = KOTLIN && type.isAnnotationPresent(JvmInline.class);
			return new UnboxMethod(valueClass ? ReflectionUtils.findMethod(type, "unbox-impl") : null);
		}

	};

	private ValueClasses() {
	}

	static boolean contains(Class<?> type) {
		return UNBOX_METHODS.get(type).method() != null;
	}

	/** The type of a value class's content; any other type unchanged. */
	static Class<?> unboxedType(Class<?> type) {
		Method unbox = UNBOX_METHODS.get(type).method();
		return (unbox != null) ? unbox.getReturnType() : type;
	}

	/** The content of a value class; any other object unchanged. */
	static Object unboxed(Object value) {
		Method unbox = UNBOX_METHODS.get(value.getClass()).method();
		Object unboxed = (unbox != null) ? ReflectionUtils.invokeMethod(unbox, value) : value;
		return (unboxed != null) ? unboxed : value;
	}

	/** Whether it is {@code Result}, or its representation of a failure. */
	static boolean isResult(Class<?> type) {
		return KOTLIN && (type == Result.class || type.getEnclosingClass() == Result.class);
	}

	/** The exception of a failed {@code Result}. */
	static @Nullable Throwable failureIn(@Nullable Object result) {
		if (result == null || !isResult(result.getClass())) {
			return null;
		}
		try {
			ResultKt.throwOnFailure(unboxed(result));
			return null;
		}
		catch (Throwable failure) {
			return failure;
		}
	}

	private record UnboxMethod(@Nullable Method method) {

	}

}
