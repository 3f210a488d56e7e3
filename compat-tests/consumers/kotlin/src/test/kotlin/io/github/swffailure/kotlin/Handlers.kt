// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityExecutionListener
import io.github.swffailure.ActivityTask
import io.github.swffailure.ReportOutcome
import io.github.swffailure.TaskFailureReporter
import io.github.swffailure.autoconfigure.SwfFailureAutoConfiguration
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.springframework.boot.autoconfigure.AutoConfigurations
import org.springframework.boot.test.context.runner.ApplicationContextRunner
import org.springframework.context.ApplicationContext

class Declined : RuntimeException("Card declined")

/** A reporter that remembers what it is asked to report. */
class Reports(val context: ApplicationContext) : TaskFailureReporter {

	private val reports = CopyOnWriteArrayList<Pair<ActivityTask, Throwable>>()

	override fun report(task: ActivityTask, failure: Throwable): ReportOutcome {
		reports.add(task to failure)
		return ReportOutcome.REPORTED
	}


	fun tokens() = reports.map { it.first.taskToken() }

	fun types() = reports.map { "${it.first.type()}" }

	fun failures() = reports.map { it.second }

}

/** Remembers how executions end. */
class Executions : ActivityExecutionListener {

	val ends = CopyOnWriteArrayList<String>()

	override fun onStart(task: ActivityTask) = ActivityExecutionListener.Execution { failure ->
		ends.add(task.taskToken() + " " + failure?.javaClass?.simpleName)
	}

}

inline fun <reified T : Any> ApplicationContextRunner.beanOf(): ApplicationContextRunner = withBean(T::class.java)

inline fun <reified T : Any> handlers(
	vararg properties: String,
	noinline test: suspend CoroutineScope.(T, Reports) -> Unit
) = handlers({ if (T::class.java.isInterface) this else beanOf<T>() }, T::class.java, properties, test)

inline fun <reified T : Any> handlers(
	noinline others: ApplicationContextRunner.() -> ApplicationContextRunner,
	vararg properties: String,
	noinline test: suspend CoroutineScope.(T, Reports) -> Unit
) = handlers({ others().let { if (T::class.java.isInterface) it else it.beanOf<T>() } }, T::class.java, properties, test)

fun <T : Any> handlers(
	beans: ApplicationContextRunner.() -> ApplicationContextRunner,
	type: Class<T>,
	properties: Array<out String>,
	test: suspend CoroutineScope.(T, Reports) -> Unit
) = ApplicationContextRunner()
	.withConfiguration(AutoConfigurations.of(SwfFailureAutoConfiguration::class.java))
	.withBean(Reports::class.java)
	.withPropertyValues(*properties)
	.beans()
	.run { context ->
		assertThat(context).hasNotFailed()
		runBlocking { test(context.getBean(type), context.getBean(Reports::class.java)) }
	}
	.let { }

suspend fun failureOf(call: suspend () -> Any?): Throwable? =
	try {
		call()
		null
	}
	catch (ex: Throwable) {
		ex
	}

suspend fun assertDeclined(call: suspend () -> Any?) {
	assertThat(failureOf(call)).isInstanceOf(Declined::class.java)
}
