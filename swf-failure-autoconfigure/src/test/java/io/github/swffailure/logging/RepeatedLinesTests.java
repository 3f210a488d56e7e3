// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.swffailure.HandClock;
import io.github.swffailure.OrderFailures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedLinesTests {

	private final HandClock clock = new HandClock(OrderFailures.TIME);

	private final List<String> leftOver = new ArrayList<>();

	private final RepeatedLines lines = new RepeatedLines(this.clock,
			(line, count) -> this.leftOver.add(line + " " + count));

	@Test
	void kindThatEndsHasItsCountToldByTheNextOne() {
		this.lines.admit("a", "line a");
		this.lines.admit("a", "line a2");
		this.clock.move(Duration.ofMinutes(1));
		assertThat(this.lines.admit("b", "line b")).isZero();
		assertThat(this.leftOver).containsExactly("line a 1");
	}

	@Test
	void kindPushedOutHasItsCountTold() {
		this.lines.admit("a", "line a");
		this.lines.admit("a", "line a");
		for (int i = 0; i < RepeatedLines.CAPACITY; i++) {
			this.lines.admit("kind" + i, "line");
		}
		assertThat(this.leftOver).containsExactly("line a 1");
		assertThat(this.lines.admit("a", "line a")).isZero();
	}

	@Test
	void clockThatGoesBackLeavesNothingOutForever() {
		this.lines.admit("a", "line a");
		this.clock.move(Duration.ofHours(-1));
		assertThat(this.lines.admit("a", "line a")).isEqualTo(-1);
		this.clock.move(Duration.ofHours(2));
		assertThat(this.lines.admit("a", "line a")).isOne();
	}

}
