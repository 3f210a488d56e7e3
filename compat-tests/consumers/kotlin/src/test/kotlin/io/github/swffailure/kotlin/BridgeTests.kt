// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.kotlin

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.util.ClassUtils

/** Makes sure that the tests run both with the bridge to Reactor and without it. */
class BridgeTests {

	@Test
	fun `bridge to Reactor is there when it should be`() {
		val present = ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", javaClass.classLoader)
		assertThat(present).isEqualTo(System.getProperty("reactor-bridge").toBoolean())
	}

}
