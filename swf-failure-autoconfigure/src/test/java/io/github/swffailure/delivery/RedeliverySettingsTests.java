package io.github.swffailure.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedeliverySettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void rateHasADefaultFarBelowTheQuota() {
		assertThat(new RedeliverySettings(SECOND, SECOND, SECOND).perSecond()).isEqualTo(20);
	}

	@Test
	void durationsAreMoreThanZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliverySettings(Duration.ZERO, SECOND, SECOND))
			.withMessage("The initial-delay must be more than zero but is PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliverySettings(SECOND, SECOND.negated(), SECOND))
			.withMessageContaining("max-delay");
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliverySettings(SECOND, SECOND, Duration.ZERO))
			.withMessageContaining("max-age");
	}

	@Test
	void longestWaitIsNotTheShortest() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RedeliverySettings(SECOND, Duration.ofMillis(1), SECOND))
			.withMessageContaining("PT0.001S");
	}

	@Test
	void rateIsAtLeastOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RedeliverySettings(SECOND, SECOND, SECOND, 0))
			.withMessageContaining("may make 0");
	}

}
