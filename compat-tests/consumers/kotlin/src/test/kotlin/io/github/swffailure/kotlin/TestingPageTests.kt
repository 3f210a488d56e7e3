// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import io.github.swffailure.ActivityHandler
import io.github.swffailure.TaskToken
import io.github.swffailure.test.EmbeddedSwf
import io.github.swffailure.test.assertj.SwfAssertions.assertThat
import io.github.swffailure.test.assertj.SwfAssertions.assertThatThrownBy
import io.github.swffailure.test.replay.RecordedHistory
import io.github.swffailure.test.spring.AutoConfigureEmbeddedSwf
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import java.nio.file.Files
import java.nio.file.Path

/** The Kotlin example of docs/testing.md, which stands in this file. */
@SpringBootTest(classes = [TestingPageTests.Application::class])
@AutoConfigureEmbeddedSwf
class TestingPageTests(@Autowired val swf: EmbeddedSwf, @Autowired val payments: Payments) {

	@Test
	fun `failure is in the history`() {
		val task = swf.activityTask("charge", "1.0").input("42").start()

		assertThatThrownBy { payments.charge(task.taskToken) }.hasMessage("Card 42 was declined")

		swf.awaitEvent(task.workflowId(), "ActivityTaskFailed")
		assertThat(swf.history(task.workflowId())).failedActivity("charge")
			.withReasonStartingWith("IllegalStateException: Card 42 was declined")
	}

	@Test
	fun `failure of yesterday comes back`() {
		val failed = RecordedHistory.parse(
			"""[{"eventId": 5, "eventType": "ActivityTaskScheduled", "activityTaskScheduledEventAttributes":
				{"activityId": "a", "input": "42", "activityType": {"name": "charge", "version": "1.0"}}},
			{"eventId": 7, "eventType": "ActivityTaskFailed", "activityTaskFailedEventAttributes":
				{"scheduledEventId": 5, "startedEventId": 6}}]""",
		).failedActivity("charge")

		assertThatThrownBy { failed.replay { payments.charge(failed.on(swf).start().taskToken) } }
			.hasMessage("Card 42 was declined")
	}

	@Test
	fun `example of the page stands in this file`() {
		val page = Files.readString(Path.of("../../../../docs/testing.md"))
		val source = Files.readString(Path.of("../src/test/kotlin/io/github/swffailure/kotlin/TestingPageTests.kt"))
		val example = page.substringAfter("```kotlin\n").substringBefore("```")
		val body = example.substringAfter("fun `failure is in the history`()").trim().lines().map { it.trim() }

		assertThat(source.lines().map { it.trim() }.joinToString("\n"))
			.contains(body.joinToString("\n").substringBefore("\n}\n}"))
	}

	open class Payments {

		@ActivityHandler
		open fun charge(@TaskToken token: String): String = error("Card 42 was declined")

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	open class Application {

		@Bean
		open fun payments() = Payments()

	}

}
