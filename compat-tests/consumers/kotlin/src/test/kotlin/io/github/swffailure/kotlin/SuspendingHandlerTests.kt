// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityHandler
import io.github.swffailure.ActivityResultTooLongException
import io.github.swffailure.ActivityTask
import io.github.swffailure.ActivityTaskContext
import io.github.swffailure.TaskToken
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Suspending handlers, with the bridge to Reactor or without it. */
class SuspendingHandlerTests {

	@Test
	fun `failure before the first suspension is reported`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.failsAtOnce("token") }
		assertThat(reports.tokens()).containsExactly("token")
		assertThat(reports.failures().single()).isInstanceOf(Declined::class.java)
	}

	@Test
	fun `failure after a suspension is reported before the caller goes on`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.failsLater("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `failure on another thread is reported and the caller stays on its own`() =
		handlers<Payments> { payments, reports ->
			val caller = Thread.currentThread()
			assertDeclined { payments.failsElsewhere("token") }
			assertThat(Thread.currentThread()).isSameAs(caller)
			assertThat(reports.tokens()).containsExactly("token")
		}

	@Test
	fun `caller is resumed on its own thread although the handler is a tail call`() =
		handlers<Payments> { payments, reports ->
			val caller = Thread.currentThread()
			payments.onlyDelays("token")
			assertThat(Thread.currentThread()).isSameAs(caller)
			assertThat(payments.succeeds("token")).isEqualTo("receipt")
			assertThat(Thread.currentThread()).isSameAs(caller)
			assertThat(reports.tokens()).isEmpty()
		}

	@Test
	fun `failure of a function that returns Unit is reported`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.unit("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `annotation on the interface counts`() = handlers<Refunds>({ beanOf<RefundsImplementation>() }) { refunds, reports ->
		assertDeclined { refunds.refund("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `JDK proxy is reported too`() = handlers<Refunds>({ beanOf<RefundsImplementation>() }, "spring.aop.proxy-target-class=false") { refunds, reports ->
		assertDeclined { refunds.refund("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `task that is bound to the thread is found`() = handlers<Payments> { payments, reports ->
		ActivityTaskContext.bind(ActivityTask.ofToken("bound")).use {
			assertDeclined { payments.bound() }
		}
		assertThat(reports.tokens()).containsExactly("bound")
	}

	@Test
	fun `value classes are looked through`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.byValue("token", OrderId("42")) }
		assertThat(reports.tokens()).containsExactly("token")
		assertThat(reports.types()).containsExactly("'byValue'")
	}

	@Test
	fun `result that SWF would refuse fails the task`() = handlers<Payments> { payments, reports ->
		assertThat(failureOf { payments.returns("token", "x".repeat(32_769)) })
			.isInstanceOf(ActivityResultTooLongException::class.java)
		assertThat(failureOf { payments.returnsLater("later", "x".repeat(32_769)) })
			.isInstanceOf(ActivityResultTooLongException::class.java)
		assertThat(failureOf { payments.returnsValue("value", "x".repeat(32_769)) })
			.isInstanceOf(ActivityResultTooLongException::class.java)
		assertThat(payments.returnsLater("fits", "x".repeat(32_768))).hasSize(32_768)
		assertThat(reports.tokens()).containsExactly("token", "later", "value")
	}

	@Test
	fun `canceled coroutine is reported`() = handlers<Payments> { payments, reports ->
		val started = CompletableDeferred<Unit>()
		val job = launch { payments.waits("token", started) }
		started.await()
		job.cancelAndJoin()
		assertThat(reports.tokens()).containsExactly("token")
		assertThat(reports.failures().single()).isInstanceOf(CancellationException::class.java)
	}

	@Test
	fun `timeout around the handler is reported`() = handlers<Payments> { payments, reports ->
		val failure = failureOf { withTimeout(50) { payments.waits("token", CompletableDeferred()) } }
		assertThat(failure).isInstanceOf(TimeoutCancellationException::class.java)
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `timeout within the handler is reported`() = handlers<Payments> { payments, reports ->
		assertThat(failureOf { payments.timesOut("token") }).isInstanceOf(TimeoutCancellationException::class.java)
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `failure that the enclosing handler handles is not reported`() = handlers<Outer>({ beanOf<Payments>() }) { outer, reports ->
		assertThat(outer.handles("token")).isEqualTo("handled")
		assertThat(reports.tokens()).isEmpty()
	}

	@Test
	fun `failure of a plain handler that the enclosing one handles is not reported`() =
		handlers<Outer>({ beanOf<Payments>() }) { outer, reports ->
			assertThat(outer.handlesPlain("token")).isEqualTo("handled")
			assertThat(reports.tokens()).isEmpty()
			assertThat(outer.handlesPlain("token", "other")).isEqualTo("handled")
			assertThat(reports.tokens()).containsExactly("other")
		}

	@Test
	fun `failure that passes through two handlers of a task is reported once`() = handlers<Outer>({ beanOf<Payments>() }) { outer, reports ->
		assertDeclined { outer.passesOn("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `handler after another of the same coroutine is not taken for enclosed`() = handlers<Payments> { payments, reports ->
		assertThat(payments.succeeds("first")).isEqualTo("receipt")
		assertDeclined { payments.failsLater("second") }
		assertThat(reports.tokens()).containsExactly("second")
	}

	@Test
	fun `flow of a suspending function is reported`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.suspendingFlow("token").toList() }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `exception is never swallowed`() = handlers<Payments>("swf.failure.rethrow=false") { payments, reports ->
		assertDeclined { payments.failsAtOnce("token") }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `executions end when the coroutine does`() = handlers<Payments>({ beanOf<Executions>() }) { payments, reports ->
		payments.succeeds("first")
		assertDeclined { payments.failsLater("second") }
		val executions = reports.context.getBean(Executions::class.java)
		assertThat(executions.ends).containsExactly("first null", "second Declined")
	}

	open class Payments {

		@ActivityHandler
		open suspend fun failsAtOnce(@TaskToken token: String): String = throw Declined()

		@ActivityHandler
		open fun plain(@TaskToken token: String): String = throw Declined()

		@ActivityHandler
		open suspend fun failsLater(@TaskToken token: String): String {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open suspend fun failsElsewhere(@TaskToken token: String): String = withContext(Dispatchers.IO) {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open suspend fun onlyDelays(@TaskToken token: String) = delay(5)

		@ActivityHandler
		open suspend fun succeeds(@TaskToken token: String): String {
			yield()
			return withContext(Dispatchers.IO) { "receipt" }
		}

		@ActivityHandler
		open suspend fun unit(@TaskToken token: String) {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open suspend fun bound(): String {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open suspend fun byValue(@TaskToken token: String, order: OrderId): String {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open suspend fun returns(@TaskToken token: String, result: String): String = result

		@ActivityHandler
		open suspend fun returnsLater(@TaskToken token: String, result: String): String {
			delay(5)
			return result
		}

		@ActivityHandler
		open suspend fun returnsValue(@TaskToken token: String, result: String): Receipt {
			delay(5)
			return Receipt(result)
		}

		@ActivityHandler
		open suspend fun waits(@TaskToken token: String, started: CompletableDeferred<Unit>) {
			started.complete(Unit)
			delay(60_000)
		}

		@ActivityHandler
		open suspend fun timesOut(@TaskToken token: String) {
			withTimeout(5) { delay(60_000) }
		}

		@ActivityHandler
		open suspend fun suspendingFlow(@TaskToken token: String): Flow<String> {
			delay(5)
			return flow {
				emit("one")
				throw Declined()
			}
		}

	}

	open class Outer(private val payments: Payments) {

		@ActivityHandler
		open suspend fun handles(@TaskToken token: String): String {
			yield()
			return try {
				payments.failsLater(token)
			}
			catch (ex: Declined) {
				"handled"
			}
		}

		@ActivityHandler
		open suspend fun handlesPlain(@TaskToken token: String, inner: String = token): String {
			delay(5)
			return withContext(Dispatchers.IO) {
				try {
					payments.plain(inner)
				}
				catch (ex: Declined) {
					"handled"
				}
			}
		}

		@ActivityHandler
		open suspend fun passesOn(@TaskToken token: String): String {
			delay(5)
			return payments.failsLater(token)
		}

	}

	interface Refunds {

		@ActivityHandler
		suspend fun refund(@TaskToken token: String): String

	}

	open class RefundsImplementation : Refunds {

		override suspend fun refund(token: String): String {
			delay(5)
			throw Declined()
		}

	}

	@JvmInline
	value class OrderId(val value: String)

	@JvmInline
	value class Receipt(val text: String)

}
