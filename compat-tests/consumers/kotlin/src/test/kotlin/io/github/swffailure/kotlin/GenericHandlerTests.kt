// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityHandler
import io.github.swffailure.TaskToken
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner

@JvmInline
value class Amount(val cents: Int)

@JvmInline
value class Token(val text: String)

abstract class Base<I, O> {

	@ActivityHandler
	abstract suspend fun handle(@TaskToken token: String, input: I): O

}

interface Accepting<T> {

	@ActivityHandler
	fun accept(@TaskToken token: T): String

	@ActivityHandler
	suspend fun acceptLater(@TaskToken token: T): String

}

/** Bridges that Spring does not see through, and results that hold a failure. */
class GenericHandlerTests {

	open class OfText : Base<String?, String?>() {

		override suspend fun handle(token: String, input: String?): String? = decline()

	}

	open class OfNumber : Base<Int, Unit>() {

		override suspend fun handle(token: String, input: Int): Unit = decline()

	}

	open class OfAmount : Base<Amount, Amount>() {

		override suspend fun handle(token: String, input: Amount): Amount = decline()

	}

	open class OfToken : Accepting<Token> {

		override fun accept(token: Token): String = throw Declined()

		override suspend fun acceptLater(token: Token): String = decline()

	}

	open class Caught {

		@ActivityHandler
		open fun now(@TaskToken token: String): Result<String> = Result.failure(Declined())

		@ActivityHandler
		open suspend fun later(@TaskToken token: String): Result<String> = runCatching { decline() }

		@ActivityHandler
		open fun deferred(@TaskToken token: String): Deferred<Result<String>> =
			CompletableDeferred(Result.failure(Declined()))

		@ActivityHandler
		open suspend fun succeeds(@TaskToken token: String): Result<String> = runCatching { "receipt" }

	}

	@TestFactory
	fun `failure of an overridden generic handler is reported`() = listOf(
		test<OfText>("text") { handle("token", null) },
		test<OfNumber>("number") { handle("token", 1) },
		test<OfAmount>("value class") { handle("token", Amount(1)) },
		test<OfAmount>("value class, by its base") { (this as Base<Amount, Amount>).handle("token", Amount(1)) },
		test<OfToken>("token of a value class") { accept(Token("token")) },
		test<OfToken>("token of a value class, by its interface") { (this as Accepting<Token>).accept(Token("token")) },
		test<OfToken>("token of a value class, suspending") { acceptLater(Token("token")) },
	)

	@TestFactory
	fun `failed Result is reported and goes on`() = listOf(
		result("complete") { now("token") },
		result("suspending") { later("token") },
		result("deferred") { deferred("token").await() },
	)

	@Test
	fun `successful Result is not reported`() = handlers<Caught> { caught, reports ->
		assertThat(caught.succeeds("token").getOrThrow()).isEqualTo("receipt")
		assertThat(reports.tokens()).isEmpty()
	}

	@TestFactory
	fun `handler that no proxy can intercept is refused`() = listOf(
		refused<Inlined>("inline", "'Inlined.run(String)'"),
		refused<WithCompanion>("of the companion", "'WithCompanion.run(String)'"),
		refused<Derived>("of the companion of its base", "'WithCompanion.run(String)'"),
		refused<Contracted>("of the named companion of its interface", "'Contract.run(String)'"),
	)

	private inline fun <reified T : Any> refused(name: String, handler: String) = DynamicTest.dynamicTest(name) {
		ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SwfFailureAutoConfiguration::class.java))
			.withBean(Reports::class.java)
			.beanOf<T>()
			.run { context -> assertThat(context.startupFailure).hasMessageContaining(handler) }
	}

	open class WithCompanion {

		companion object {

			@ActivityHandler
			fun run(@TaskToken token: String): Nothing = throw Declined()

		}

	}

	class Derived : WithCompanion()

	interface Contract {

		companion object Calls {

			@ActivityHandler
			fun run(@TaskToken token: String): Nothing = throw Declined()

		}

	}

	class Contracted : Contract

	open class Inlined {

		@ActivityHandler
		inline fun <reified T : Any> run(@TaskToken token: String): String = "$token ${T::class}"

	}

	private inline fun <reified T : Any> test(name: String, crossinline call: suspend T.() -> Any?) =
		DynamicTest.dynamicTest(name) {
			handlers<T> { handler, reports ->
				assertDeclined { handler.call() }
				assertThat(reports.tokens()).containsExactly("token")
			}
		}

	private fun result(name: String, call: suspend Caught.() -> Result<String>) = DynamicTest.dynamicTest(name) {
		handlers<Caught> { caught, reports ->
			assertThat(caught.call().exceptionOrNull()).isInstanceOf(Declined::class.java)
			assertThat(reports.tokens()).containsExactly("token")
		}
	}

}

private suspend fun decline(): Nothing {
	delay(1)
	throw Declined()
}
