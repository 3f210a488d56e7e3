// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityHandler
import io.github.swffailure.ActivityTask
import io.github.swffailure.ActivityTaskContext
import io.github.swffailure.autoconfigure.SwfClientAutoConfiguration
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration
import io.github.swffailure.autoconfigure.SwfWorkerAutoConfiguration
import io.github.swffailure.test.EmbeddedSwf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.slf4j.MDC
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import java.time.Duration
import java.util.function.Supplier

/** Kotlin handlers that the worker calls. */
class WorkerTests {

	@Test
	fun `each task has the end that its handler means`() {
		val expected = listOf(
			Case("plain", """{"id":7,"item":"tea"}""", "ActivityTaskCompleted", """{"id":8,"item":"tea"}"""),
			Case("suspends", """{"id":7,"item":"tea"}""", "ActivityTaskCompleted", """{"id":8,"item":"tea"}"""),
			Case("atOnce", "x", "ActivityTaskCompleted", "x 1.0"),
			Case("elsewhere", "x", "ActivityTaskCompleted", "x"),
			Case("unit", null, "ActivityTaskCompleted", null),
			Case("nothing", null, "ActivityTaskCompleted", null),
			Case("optional", null, "ActivityTaskCompleted", "none"),
			Case("deferred", "x", "ActivityTaskCompleted", "later x"),
			Case("list", """[{"id":1,"item":"a"},{"id":2,"item":"b"}]""", "ActivityTaskCompleted", "3"),
			Case("flow", "x", "ActivityTaskCompleted", """["x","y"]"""),
			Case("valueClass", "x", "ActivityTaskCompleted", "x!"),
			Case("success", "x", "ActivityTaskCompleted", "x"),
			Case("bound", "x", "ActivityTaskCompleted", "bound bound, bound bound, bound bound"),
			Case("failsFlow", "x", "ActivityTaskFailed", "Declined"),
			Case("failure", "x", "ActivityTaskFailed", "Declined"),
			Case("failureLater", "x", "ActivityTaskFailed", "Declined"),
			Case("failureDeferred", "x", "ActivityTaskFailed", "Declined"),
			Case("fails", "x", "ActivityTaskFailed", "Declined"),
			Case("failsLater", "x", "ActivityTaskFailed", "Declined"),
			Case("failsDeferred", "x", "ActivityTaskFailed", "Declined"),
			Case("required", null, "ActivityTaskFailed", "NullPointerException"),
			Case("tooLong", null, "ActivityTaskFailed", "ActivityResultTooLongException"),
			Case("waits", null, "ActivityTaskFailed", ""),
		)
		EmbeddedSwf.builder().longPoll(Duration.ofMillis(500)).start().use { swf ->
			runner(swf).run { context ->
				assertThat(context).hasNotFailed()
				val tasks = expected.map { case ->
					val task = swf.activityTask(case.name, "1.0")
					(case.input?.let(task::input) ?: task).schedule()
				}
				expected.zip(tasks).filter { it.first.name != "waits" }.forEach { (case, task) ->
					val event = swf.awaitEvent(task.workflowId(), case.event, Duration.ofSeconds(60))
					if (case.event == "ActivityTaskCompleted") {
						assertThat(event.attributes()["result"]).`as`(case.name).isEqualTo(case.text)
					} else {
						assertThat(event.string("reason")).`as`(case.name).startsWith(case.text)
					}
				}
				context.close()
				await().untilAsserted {
					assertThat(tasks.last().events().map { it.eventType() }).contains("ActivityTaskFailed")
				}
			}
		}
	}

	private fun runner(swf: EmbeddedSwf) = ApplicationContextRunner()
		.withConfiguration(
			AutoConfigurations.of(
				SwfClientAutoConfiguration::class.java,
				SwfFailureAutoConfiguration::class.java,
				SwfWorkerAutoConfiguration::class.java,
			),
		)
		.withSystemProperties("aws.accessKeyId=key", "aws.secretAccessKey=secret")
		.withPropertyValues(
			"swf.client.endpoint=${swf.endpoint()}",
			"swf.client.region=us-east-1",
			"swf.worker.domain=test",
			"swf.worker.task-list=test",
			"swf.worker.shutdown-timeout=500ms",
		)
		.withBean(WorkerHandlers::class.java, Supplier { WorkerHandlers() })

	private data class Case(val name: String, val input: String?, val event: String, val text: String?)

	@JvmInline
	value class Id(val text: String)

	class Order() {

		var id: Int = 0

		var item: String = ""
	}

	open class WorkerHandlers {

		@ActivityHandler
		open fun plain(order: Order) = order.apply { id++ }

		@ActivityHandler
		open suspend fun suspends(order: Order): Order {
			delay(20)
			return order.apply { id++ }
		}

		@ActivityHandler
		open suspend fun atOnce(input: String, task: ActivityTask) = "$input ${task.type()?.version()}"

		@ActivityHandler
		open suspend fun elsewhere(input: String) = withContext(Dispatchers.Default) { input }

		@ActivityHandler
		open suspend fun unit() = delay(5)

		@ActivityHandler
		open suspend fun nothing(): String? = null

		@ActivityHandler
		open suspend fun optional(order: Order?): String = order?.item ?: "none"

		@ActivityHandler
		open fun deferred(input: String): Deferred<String> = scope.async {
			delay(20)
			"later $input"
		}

		@ActivityHandler
		open fun list(orders: List<Order>): Int = orders.sumOf { it.id }

		@ActivityHandler
		open fun flow(input: String): Flow<String> = flow {
			emit(input)
			delay(5)
			emit("y")
		}

		@ActivityHandler
		open suspend fun valueClass(id: Id): Id {
			delay(5)
			return Id(id.text + "!")
		}

		@ActivityHandler
		open suspend fun success(input: String): Result<String> = Result.success(input)

		@ActivityHandler
		open suspend fun bound(input: String): String {
			val atOnce = bound()
			delay(5)
			return listOf(atOnce, bound(), coroutineScope { async { bound() }.await() }).joinToString()
		}

		private fun bound() = "${ActivityTaskContext.current()?.type()?.name()} ${MDC.get("swf.activity.name")}"

		@ActivityHandler
		open fun failsFlow(input: String): Flow<String> = flow {
			emit(input)
			throw Declined()
		}

		@ActivityHandler
		open fun failure(input: String): Result<String> = Result.failure(Declined())

		@ActivityHandler
		open suspend fun failureLater(input: String): Result<String> {
			delay(5)
			return Result.failure(Declined())
		}

		@ActivityHandler
		open fun failureDeferred(input: String): Deferred<Result<String>> = scope.async { Result.failure(Declined()) }

		@ActivityHandler
		open suspend fun fails(input: String): String = throw Declined()

		@ActivityHandler
		open suspend fun failsLater(input: String): String {
			delay(20)
			throw Declined()
		}

		@ActivityHandler
		open fun failsDeferred(input: String): Deferred<String> = scope.async { throw Declined() }

		@ActivityHandler
		open suspend fun required(order: Order): String = order.item

		@ActivityHandler
		open suspend fun tooLong(): String {
			delay(5)
			return "x".repeat(32_769)
		}

		@ActivityHandler
		open suspend fun waits(): String {
			ActivityTaskContext.heartbeat("waits")
			awaitCancellation()
		}

		private val scope = CoroutineScope(kotlinx.coroutines.SupervisorJob() + Dispatchers.Default)
	}
}
