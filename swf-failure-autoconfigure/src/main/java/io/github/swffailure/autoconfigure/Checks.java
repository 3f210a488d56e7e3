package io.github.swffailure.autoconfigure;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Checks of properties, which name the property that is wrong and what it may be.
 */
final class Checks {

	private Checks() {
	}

	static void between(String name, int value, int least, int most) {
		Assert.isTrue(value >= least && value <= most,
				() -> name + " must be " + least + " to " + most + " but was " + value);
	}

	static void positive(String name, Duration value) {
		Assert.isTrue(!value.isNegative() && !value.isZero(), () -> name + " must be more than zero but was " + value);
	}

}
