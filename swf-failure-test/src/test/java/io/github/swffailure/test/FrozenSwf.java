// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An endpoint of one test, whose time stands still until the test moves it, and a decider
 * of it. Polls do not wait.
 */
final class FrozenSwf implements AfterEachCallback {

	private final SettableClock clock;

	private final EmbeddedSwf swf;

	private final TestDecider decider;

	FrozenSwf() {
		this.clock = new SettableClock(Instant.parse("2026-01-01T00:00:00.123Z"));
		this.swf = EmbeddedSwf.builder().clock(this.clock).longPoll(Duration.ZERO).start();
		this.decider = new TestDecider(this.swf);
	}

	SettableClock clock() {
		return this.clock;
	}

	EmbeddedSwf swf() {
		return this.swf;
	}

	TestDecider decider() {
		return this.decider;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.swf.close();
	}

}
