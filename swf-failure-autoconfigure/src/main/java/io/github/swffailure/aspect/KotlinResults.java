// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;

import io.github.swffailure.aspect.HandlerTasks.Run;
import kotlin.Function;
import kotlin.Lazy;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.sequences.Sequence;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.flow.Flow;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Follows results of Kotlin that can fail later: suspending functions, with and without
 * {@code kotlinx-coroutines-reactor}, {@code Job}, {@code Deferred} and {@code Flow}.
 * Kotlin, or its coroutines, may not be on the class path.
 */
final class KotlinResults {

	private static final boolean KOTLIN = isPresent("kotlin.coroutines.Continuation");

	private static final boolean COROUTINES = isPresent("kotlinx.coroutines.flow.Flow");

	private static final boolean REACTOR = isPresent("kotlinx.coroutines.reactor.MonoKt");

	/**
	 * Cached, because {@code instanceof} searches all interfaces of a class each time it
	 * is {@code false}.
	 */
	private static final ClassValue<Boolean> CONTINUATIONS = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return KOTLIN && Continuation.class.isAssignableFrom(type);
		}

	};

	private KotlinResults() {
	}

	static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, KotlinResults.class.getClassLoader());
	}

	/** Whether the arguments are those of a call to a suspending function. */
	static boolean isSuspending(@Nullable Object[] arguments) {
		Object last = (KOTLIN && arguments.length > 0) ? arguments[arguments.length - 1] : null;
		return last != null && CONTINUATIONS.get(last.getClass());
	}

	/** Whether a suspending handler around the call has the task, or has any task. */
	static boolean isEnclosed(@Nullable Object[] arguments, @Nullable String token) {
		return isSuspending(arguments) && Suspension.isWithin(arguments, token);
	}

	/**
	 * The companion object of a Kotlin class, whose methods are called like static
	 * methods of the class.
	 */
	static @Nullable Class<?> companionOf(Class<?> type) {
		if (!KotlinDetector.isKotlinType(type)) {
			return null;
		}
		return Stream.of(type.getDeclaredFields())
			.filter((field) -> Modifier.isStatic(field.getModifiers()) && field.getType().getEnclosingClass() == type)
			.<Class<?>>map(Field::getType)
			.findFirst()
			.orElse(null);
	}

	/** Whether a suspending function will resume its caller later. */
	static boolean isSuspended(Class<?> result) {
		return KOTLIN && result == Suspension.MARK;
	}

	/** Whether the caller runs or reads the result after the handler has returned. */
	static boolean isLater(Class<?> type) {
		return (KOTLIN && Stream.of(Function.class, Sequence.class, Lazy.class)
			.anyMatch((later) -> later.isAssignableFrom(type)))
				|| (COROUTINES && ReceiveChannel.class.isAssignableFrom(type));
	}

	/**
	 * Whether a suspending function returns {@code Nothing}: with
	 * {@code kotlinx-coroutines-reactor}, Spring's proxies fail when they call it.
	 */
	static boolean isBeyondProxies(Method method) {
		Type[] parameters = REACTOR ? method.getGenericParameterTypes() : new Type[0];
		return parameters.length > 0 && KotlinDetector.isSuspendingFunction(method)
				&& parameters[parameters.length - 1] instanceof ParameterizedType continuation
				&& continuation.getActualTypeArguments()[0] instanceof WildcardType result
				&& result.getLowerBounds().length == 0;
	}

	static boolean isJob(Class<?> type) {
		return COROUTINES && Job.class.isAssignableFrom(type);
	}

	static boolean isFlow(Class<?> type) {
		return COROUTINES && Flow.class.isAssignableFrom(type);
	}

	/** Whether every flow is an instance of the type. */
	static boolean isAnyFlow(Class<?> type) {
		return COROUTINES && type.isAssignableFrom(Flow.class);
	}

	static @Nullable Object proceed(MethodInvocation invocation, ResultSignals signals) throws Throwable {
		return Suspension.proceed(invocation, signals);
	}

	static Object followJob(Object job, ResultSignals signals) {
		Jobs.follow((Job) job, signals);
		return job;
	}

	static Object followFlow(Object flow, ResultSignals signals) {
		return new FollowedFlow((Flow<?>) flow, signals);
	}

	private static final class Jobs {

		static void follow(Job job, ResultSignals signals) {
			signals.onStart();
			job.invokeOnCompletion((failure) -> {
				boolean succeeded = failure == null && job instanceof Deferred<?>;
				signals.onCompletion(succeeded ? ((Deferred<?>) job).getCompleted() : null, failure);
				return Unit.INSTANCE;
			});
		}

	}

	/**
	 * The continuation of a suspending call, which sees the result like a {@code try}
	 * block around the call. With {@code kotlinx-coroutines-reactor}, Spring converts the
	 * call to a {@code Mono} or {@code Flux}, and this is never resumed.
	 */
	@SuppressWarnings("serial")
	private static final class Suspension extends ContinuationImpl {

		static final Class<?> MARK = IntrinsicsKt.getCOROUTINE_SUSPENDED().getClass();

		private final transient ResultSignals signals;

		private Suspension(Continuation<Object> caller, ResultSignals signals, MethodInvocation call) {
			super(caller, contextOf(caller, signals.run(), call));
			this.signals = signals;
		}

		private static CoroutineContext contextOf(Continuation<Object> caller, Run run, MethodInvocation call) {
			CoroutineContext context = caller.getContext().plus(new Enclosing(run.token(), caller.getContext()));
			return COROUTINES ? context.plus(new SuspendedCall(call, run.task())) : context;
		}

		@SuppressWarnings("unchecked")
		static @Nullable Object proceed(MethodInvocation invocation, ResultSignals signals) throws Throwable {
			@Nullable Object[] arguments = invocation.getArguments();
			int last = arguments.length - 1;
			Continuation<Object> caller = (Continuation<Object>) arguments[last];
			arguments[last] = new Suspension(caller, signals, invocation);
			signals.onStart();
			boolean suspended = false;
			try {
				Object result = invocation.proceed();
				suspended = result != null && result.getClass() == MARK;
				return result;
			}
			finally {
				if (!suspended) {
					arguments[last] = caller;
					signals.onStop();
				}
			}
		}

		static boolean isWithin(@Nullable Object[] arguments, @Nullable String token) {
			Continuation<?> caller = (Continuation<?>) arguments[arguments.length - 1];
			Enclosing enclosing = (caller != null) ? caller.getContext().get(Enclosing.KEY) : null;
			return enclosing != null && enclosing.contains(token);
		}

		@Override
		protected @Nullable Object invokeSuspend(Object result) {
			try {
				ResultKt.throwOnFailure(result);
				return HandlerResults.follow(HandlerResults.Kind.of(result), result, this.signals);
			}
			catch (Throwable failure) {
				this.signals.onError(failure);
				throw failure;
			}
			finally {
				this.signals.onStop();
			}
		}

	}

	/** The tasks of the suspending handlers around a coroutine. */
	@SuppressWarnings("serial")
	private static final class Enclosing extends AbstractCoroutineContextElement {

		static final CoroutineContext.Key<Enclosing> KEY = new CoroutineContext.Key<>() {
		};

		private final transient @Nullable String token;

		private final transient @Nullable Enclosing outer;

		Enclosing(@Nullable String token, CoroutineContext context) {
			super(KEY);
			this.token = token;
			this.outer = context.get(KEY);
		}

		boolean contains(@Nullable String wanted) {
			return wanted == null || wanted.equals(this.token) || (this.outer != null && this.outer.contains(wanted));
		}

	}

}
