// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Method;

import kotlin.Result;
import kotlin.ResultKt;
import kotlin.jvm.JvmInline;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Value classes of Kotlin, {@code Result} among them. The compiler passes what they hold
 * wherever it can; only generic methods get the objects.
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

	/** What a value class holds; any other type itself. */
	static Class<?> unboxedType(Class<?> type) {
		Method unbox = UNBOX_METHODS.get(type).method();
		return (unbox != null) ? unbox.getReturnType() : type;
	}

	/** What an instance of a value class stands for; any other object itself. */
	static Object unboxed(Object value) {
		Method unbox = UNBOX_METHODS.get(value.getClass()).method();
		Object unboxed = (unbox != null) ? ReflectionUtils.invokeMethod(unbox, value) : value;
		return (unboxed != null) ? unboxed : value;
	}

	/** Whether it is {@code Result}, or what stands for one that has failed. */
	static boolean isResult(Class<?> type) {
		return KOTLIN && (type == Result.class || type.getEnclosingClass() == Result.class);
	}

	/** What a {@code Result} has failed with. */
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
