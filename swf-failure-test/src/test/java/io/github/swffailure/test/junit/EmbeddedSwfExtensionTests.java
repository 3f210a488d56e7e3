// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EmbeddedSwfExtensionTests {

	@Nested
	@EmbeddedSwfTest
	class OfATest {

		private static final List<EmbeddedSwf> seen = new ArrayList<>();

		@BeforeEach
		void remember(EmbeddedSwf swf) {
			assertThat(seen).doesNotContain(swf);
			seen.add(swf);
		}

		@RepeatedTest(2)
		void everyTestHasItsOwn(EmbeddedSwf swf) {
			assertThat(seen).endsWith(swf);
			assertThat(swf.call("ListDomains", Map.of("registrationStatus", "REGISTERED"))).containsEntry("domainInfos",
					List.of());
		}

	}

	@Nested
	@EmbeddedSwfTest
	class OfAClass {

		private static EmbeddedSwf ofClass;

		@BeforeAll
		static void remember(EmbeddedSwf swf) {
			ofClass = swf;
		}

		@AfterAll
		static void isStillOpen(EmbeddedSwf swf) {
			assertThat(swf).isSameAs(ofClass);
		}

		@RepeatedTest(2)
		void testsShareTheOneOfTheClass(EmbeddedSwf swf) {
			assertThat(swf).isSameAs(ofClass);
		}

	}

	@Nested
	class WithSettings {

		@RegisterExtension
		static final EmbeddedSwfExtension extension = new EmbeddedSwfExtension(
				() -> EmbeddedSwf.builder().closedExecutions(0).start());

		@Test
		void settingsAreUsed(EmbeddedSwf swf) {
			var task = swf.activityTask("charge", "1.0").start();

			task.workflow().terminate();

			assertThatIllegalStateException().isThrownBy(task::events).withMessageContaining("is not kept any more");
		}

	}

}
