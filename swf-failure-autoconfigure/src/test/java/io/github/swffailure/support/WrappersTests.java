// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedActionException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.exceptions.CompositeException;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@SuppressWarnings({ "NullAway", "serial", "StaticAssignmentOfThrowable" })
class WrappersTests {

	private static final Exception CAUSE = new IOException("disk full");

	static Stream<Throwable> silent() {
		FutureTask<Object> task = new FutureTask<>(() -> {
			throw CAUSE;
		});
		task.run();
		return Stream.of(new CompletionException(CAUSE), new ExecutionException(CAUSE),
				new ExecutionException("disk full", CAUSE), new CompletionException(null, CAUSE),
				new CompletionException(" ", CAUSE), new InvocationTargetException(CAUSE),
				new UndeclaredThrowableException(CAUSE), new PrivilegedActionException(CAUSE), new IOException(CAUSE),
				new IOException("disk full", CAUSE), new IOException(null, CAUSE), catchThrowable(task::get),
				new ExecutionException(new CompletionException(new InvocationTargetException(CAUSE))),
				Exceptions.propagate(CAUSE), Exceptions.bubble(CAUSE),
				catchThrowable(() -> Mono.error(CAUSE).subscribeOn(Schedulers.parallel()).block()),
				new CompositeException(CAUSE), Exceptions.errorCallbackNotImplemented(CAUSE),
				catchThrowable(() -> Single.error(CAUSE).blockingGet()),
				catchThrowable(() -> Executors.newWorkStealingPool(1).submit(WrappersTests::fail).get()),
				catchThrowable(() -> new ForkJoinPool(1).invoke(ForkJoinTask.adapt(WrappersTests::fail))),
				ofLibrary("com.google.common.util.concurrent.UncheckedExecutionException"),
				ofLibrary("com.google.common.util.concurrent.ExecutionError"),
				ofLibrary("dev.failsafe.FailsafeException"));
	}

	/** As a cache of Guava and a policy of Failsafe make one of what was thrown. */
	private static Throwable ofLibrary(String name) {
		Class<?> type = new ByteBuddy().subclass(RuntimeException.class)
			.name(name)
			.make()
			.load(WrappersTests.class.getClassLoader())
			.getLoaded();
		return (Throwable) BeanUtils.instantiateClass(ClassUtils.getConstructorIfAvailable(type, Throwable.class),
				CAUSE);
	}

	private static Object fail() throws Exception {
		throw CAUSE;
	}

	@ParameterizedTest
	@MethodSource
	void silent(Throwable wrapper) {
		assertThat(FailureOrigins.unwrap(wrapper)).isSameAs(CAUSE);
		assertThat(FailureOrigins.Unwrapped.of(wrapper).wrappers()).isNotEmpty().first().isSameAs(wrapper);
		assertThat(FailureOrigins.of(wrapper).simpleName()).isEqualTo("IOException");
	}

	static Stream<Throwable> speaking() {
		Exception suppressing = new CompletionException(CAUSE);
		suppressing.addSuppressed(new IllegalStateException("and the pool was closed"));
		return Stream.of(new RuntimeException(CAUSE), new CompletionException("order 42, item 7", CAUSE),
				new ExecutionException("order 42: disk full", CAUSE),
				new InvocationTargetException(CAUSE, "charge() of order 42"), suppressing,
				new IllegalStateException(CAUSE), new IOException("no space", CAUSE), new RuntimeException(CAUSE),
				new CompletionException("alone", null), new Own(CAUSE));
	}

	@ParameterizedTest
	@MethodSource
	void speaking(Throwable failure) {
		assertThat(FailureOrigins.unwrap(failure)).isSameAs(failure);
		assertThat(FailureOrigins.Unwrapped.of(failure).wrappers()).isEmpty();
	}

	@Test
	void severalExceptionsThrownAsOneAreItsCauseAndWhatItSuppressed() {
		Exception second = new IllegalStateException("no lock");
		Exception third = new IllegalStateException("no key");
		for (Throwable failure : List.of(Exceptions.multiple(CAUSE, second, third),
				new CompositeException(CAUSE, second, third))) {
			assertThat(FailureOrigins.unwrap(failure)).isSameAs(failure);
			assertThat(FailureOrigins.causeOf(failure)).isSameAs(CAUSE);
			assertThat(FailureOrigins.suppressedBy(failure)).containsExactly(second, third);
		}
	}

	@Test
	void nextOfASqlExceptionIsItsCauseOrSuppressed() {
		SQLException next = new SQLException("duplicate key");
		SQLException last = new SQLException("deadlock");
		next.setNextException(last);
		BatchUpdateException batch = new BatchUpdateException("Batch entry 0 was aborted", new int[0]);
		batch.setNextException(next);
		assertThat(FailureOrigins.causeOf(batch)).isSameAs(next);
		assertThat(FailureOrigins.causeOf(next)).isSameAs(last);
		assertThat(FailureOrigins.suppressedBy(batch)).isEmpty();
		batch.initCause(CAUSE);
		assertThat(FailureOrigins.causeOf(batch)).isSameAs(CAUSE);
		assertThat(FailureOrigins.suppressedBy(batch)).containsExactly(next);
	}

	@Test
	void nextThatIsTheCauseIsThereOnce() {
		SQLException next = new SQLException("duplicate key");
		BatchUpdateException batch = new BatchUpdateException("Batch entry 0 was aborted", new int[0], next);
		batch.setNextException(next);
		assertThat(FailureOrigins.causeOf(batch)).isSameAs(next);
		assertThat(FailureOrigins.suppressedBy(batch)).isEmpty();
	}

	@Test
	void hostileExceptionsAreLeftAsTheyAre() {
		Exception hostile = new IOException() {

			@Override
			public synchronized Throwable getCause() {
				throw new IllegalStateException();
			}

		};
		Exception silent = new IOException(CAUSE) {

			@Override
			public String getMessage() {
				throw new StackOverflowError();
			}

		};
		Exception first = new IOException();
		first.initCause(new IOException(first));
		assertThat(FailureOrigins.unwrap(hostile)).isSameAs(hostile);
		assertThat(FailureOrigins.unwrap(silent)).isSameAs(silent);
		assertThat(FailureOrigins.unwrap(first)).isInstanceOf(IOException.class);
		assertThat(FailureOrigins.Unwrapped.of(first).wrappers()).hasSizeBetween(1, 200);
	}

	private static final class Own extends CompletionException {

		Own(Throwable cause) {
			super(cause);
		}

	}

}
