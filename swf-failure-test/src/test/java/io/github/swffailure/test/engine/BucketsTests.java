// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Duration;

import io.github.swffailure.test.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is in the buckets, and for how long they are remembered.
 */
class BucketsTests {

	private final SettableClock clock = new SettableClock();

	private final Buckets buckets = new Buckets(Quotas.none().with("ListDomains", new Quotas.Quota(2, 1)),
			new Deadlines(this.clock));

	@Test
	void whatHasNoQuotaIsNotLimited() {
		for (int i = 0; i < 10; i++) {
			assertThat(this.buckets.allow("other")).isTrue();
			assertThat(this.buckets.allow("other", "owner")).isTrue();
		}
		assertThat(this.buckets.owned()).isZero();
	}

	@Test
	void bucketOfTheAccountIsNotThatOfAnOwner() {
		assertThat(this.buckets.allow("ListDomains")).isTrue();
		assertThat(this.buckets.allow("ListDomains")).isTrue();
		assertThat(this.buckets.allow("ListDomains")).isFalse();

		assertThat(this.buckets.allow("ListDomains", "owner")).isTrue();
		assertThat(this.buckets.allow("ListDomains", "owner")).isTrue();
		assertThat(this.buckets.allow("ListDomains", "owner")).isFalse();
	}

	@Test
	void bucketNeverHoldsMoreThanItsSize() {
		this.buckets.allow("ListDomains", "owner");
		this.clock.advance(Duration.ofHours(1));

		assertThat(this.buckets.allow("ListDomains", "owner")).isTrue();
		assertThat(this.buckets.allow("ListDomains", "owner")).isTrue();
		assertThat(this.buckets.allow("ListDomains", "owner")).isFalse();
	}

	@Test
	void bucketIsRememberedUntilItIsFullAgain() {
		this.buckets.allow("ListDomains", "a");
		this.buckets.allow("ListDomains", "a");
		this.clock.advance(Duration.ofMillis(1999));
		this.buckets.allow("ListDomains", "b");
		assertThat(this.buckets.owned()).isEqualTo(2);

		this.clock.advance(Duration.ofMillis(1));
		this.buckets.allow("ListDomains", "b");

		assertThat(this.buckets.owned()).isEqualTo(1);
	}

	@Test
	void bucketsOfManyOwnersDoNotAddUp() {
		for (int i = 0; i < 10_000; i++) {
			this.buckets.allow("ListDomains", i);
			this.clock.advance(Duration.ofMillis(100));
		}

		assertThat(this.buckets.owned()).isLessThan(20);
	}

}
