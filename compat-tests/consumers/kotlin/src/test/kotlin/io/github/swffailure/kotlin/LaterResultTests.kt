// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityHandler
import io.github.swffailure.TaskToken
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.boot.test.system.CapturedOutput
import org.springframework.boot.test.system.OutputCaptureExtension

/** Handlers that return what may fail later: `Deferred`, `Job` and `Flow`. */
@ExtendWith(OutputCaptureExtension::class)
class LaterResultTests {

	@Test
	fun `what is computed once it is used is warned of`(output: CapturedOutput) =
		handlers<Unheard> { _, _ ->
			assertThat(output.out).contains("'Unheard.sequence(String)' returns Sequence, and a failure when that is used")
				.contains("'Unheard.function(String)' returns Function0, and a failure when that is used")
				.contains("'Unheard.value(String)' returns Lazy, and a failure when that is used")
				.contains("'Unheard.channel(String)' returns ReceiveChannel, and a failure when that is used")
				.doesNotContain("'Unheard.fine")
		}

	@Test
	fun `function that returns Nothing is reported, or refused with the bridge to Reactor`() {
		if (!System.getProperty("reactor-bridge").toBoolean()) {
			return handlers<Endless> { endless, reports ->
				assertDeclined { endless.never("token") }
				assertThat(reports.tokens()).containsExactly("token")
			}
		}
		ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SwfFailureAutoConfiguration::class.java))
			.withBean(Reports::class.java)
			.beanOf<Endless>()
			.run { context ->
				assertThat(context.startupFailure).hasMessageContaining("'Endless.never(String)'")
					.hasMessageContaining("returns Nothing")
			}
	}

	open class Endless {

		@ActivityHandler
		open suspend fun never(@TaskToken token: String): Nothing {
			delay(1)
			throw Declined()
		}

	}

	open class Unheard {

		@ActivityHandler
		open fun sequence(@TaskToken token: String): Sequence<String> = sequence { throw Declined() }

		@ActivityHandler
		open fun function(@TaskToken token: String): () -> String = { throw Declined() }

		@ActivityHandler
		open fun value(@TaskToken token: String): Lazy<String> = lazy { throw Declined() }

		@ActivityHandler
		open fun channel(@TaskToken token: String): ReceiveChannel<String> = Channel()

		@ActivityHandler
		open fun fine(@TaskToken token: Token?) = Unit

	}

	@JvmInline
	value class Token(val text: String?)

	@Test
	fun `what a suspending handler returns is followed`() = handlers<Returning> { returning, reports ->
		val pending = CompletableDeferred<String>()
		assertThat(returning.deferred("a", pending)).isSameAs(pending)
		assertThat(returning.stage("b", CompletableFuture.completedFuture("x".repeat(32_769)))).isDone()
		assertThat(reports.tokens()).containsExactly("b")
		pending.completeExceptionally(Declined())
		assertThat(reports.tokens()).containsExactly("b", "a")
		returning.deferred("c", CompletableDeferred("fine"))
		assertThat(reports.tokens()).containsExactly("b", "a")
	}

	open class Returning {

		@ActivityHandler
		open suspend fun deferred(@TaskToken token: String, result: Deferred<String>): Deferred<String> {
			delay(1)
			return result
		}

		@ActivityHandler
		open suspend fun stage(@TaskToken token: String, result: CompletableFuture<String>): CompletableFuture<String> {
			delay(1)
			return result
		}

	}

	@Test
	fun `failed Deferred is reported`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.deferred("token").await() }
		await().untilAsserted { assertThat(reports.tokens()).containsExactly("token") }
	}

	@Test
	fun `Deferred that has failed already is reported`() = handlers<Payments> { payments, reports ->
		val failed = CompletableDeferred<String>().apply { completeExceptionally(Declined()) }
		assertThat(payments.returns("token", failed)).isSameAs(failed)
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `Deferred with a result that SWF would refuse is reported`() = handlers<Payments> { payments, reports ->
		payments.returns("token", CompletableDeferred("x".repeat(32_769)))
		payments.returns("fits", CompletableDeferred("x".repeat(32_768)))
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `cancel reaches the coroutine and is reported`() = handlers<Payments> { payments, reports ->
		val started = CompletableDeferred<Unit>()
		val canceled = CompletableDeferred<Unit>()
		val deferred = payments.waits("token", started, canceled)
		started.await()
		deferred.cancelAndJoin()
		canceled.await()
		await().untilAsserted { assertThat(reports.tokens()).containsExactly("token") }
		assertThat(reports.failures().single()).isInstanceOf(CancellationException::class.java)
	}

	@Test
	fun `failed Job is reported`() = handlers<Payments> { payments, reports ->
		payments.job("token").join()
		await().untilAsserted { assertThat(reports.tokens()).containsExactly("token") }
		assertThat(reports.failures().single()).isInstanceOf(Declined::class.java)
	}

	@Test
	fun `flow is reported before its failure goes on`() = handlers<Payments> { payments, reports ->
		val flow = payments.flow("token", 2)
		assertThat(reports.tokens()).isEmpty()
		val seen = mutableListOf<Int>()
		assertDeclined { flow.collect { seen.add(it) } }
		assertThat(seen).containsExactly(0, 1)
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `flow that fails at once is reported`() = handlers<Payments> { payments, reports ->
		assertDeclined { payments.flow("token", 0).toList() }
		assertThat(reports.tokens()).containsExactly("token")
	}

	@Test
	fun `flow of which no more is wanted is not reported`() = handlers<Payments> { payments, reports ->
		assertThat(payments.flow("token", 2).first()).isZero()
		assertThat(reports.tokens()).isEmpty()
	}

	@Test
	fun `failure of the collector is not the handler's`() = handlers<Payments> { payments, reports ->
		assertDeclined {
			payments.flow("token", 2).collect {
				delay(5)
				throw Declined()
			}
		}
		assertThat(reports.tokens()).isEmpty()
	}

	@Test
	fun `canceled collection is not reported`() = handlers<Payments> { payments, reports ->
		val started = CompletableDeferred<Unit>()
		val job = launch { payments.flow("token", Int.MAX_VALUE).collect { started.complete(Unit) } }
		started.await()
		job.cancelAndJoin()
		assertThat(reports.tokens()).isEmpty()
	}

	@Test
	fun `shared flow is returned as it is`() = handlers<Payments> { payments, reports ->
		assertThat(payments.shared("token").replayCache).containsExactly("kept")
		assertThat(reports.tokens()).isEmpty()
	}

	open class Payments {

		private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob() + CoroutineExceptionHandler { _, _ -> })

		@ActivityHandler
		open fun deferred(@TaskToken token: String): Deferred<String> = scope.async {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open fun returns(@TaskToken token: String, result: Deferred<String>): Deferred<String> = result

		@ActivityHandler
		open fun waits(
			@TaskToken token: String,
			started: CompletableDeferred<Unit>,
			canceled: CompletableDeferred<Unit>
		): Deferred<String> = scope.async {
			try {
				started.complete(Unit)
				awaitCancellation()
			}
			finally {
				canceled.complete(Unit)
			}
		}

		@ActivityHandler
		open fun job(@TaskToken token: String): Job = scope.launch {
			delay(5)
			throw Declined()
		}

		@ActivityHandler
		open fun flow(@TaskToken token: String, elements: Int): Flow<Int> = flow {
			for (i in 0 until elements) {
				emit(i)
				delay(5)
			}
			throw Declined()
		}

		@ActivityHandler
		open fun shared(@TaskToken token: String): SharedFlow<String> =
			MutableSharedFlow<String>(replay = 1).apply { tryEmit("kept") }

	}

}
