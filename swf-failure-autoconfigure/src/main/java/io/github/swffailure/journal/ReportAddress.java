// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The part of SWF that a report belongs to.
 *
 * @param region the region, if known
 * @param endpoint the endpoint, if it is not that of the region
 * @param domain the domain, if known
 */
public record ReportAddress(@Nullable String region, @Nullable String endpoint, @Nullable String domain) {

	public ReportAddress {
		Assert.isTrue(region != null || endpoint != null, "An address must have a region or an endpoint");
	}

	static @Nullable ReportAddress of(@Nullable String region, @Nullable String endpoint, @Nullable String domain) {
		return (region != null || endpoint != null) ? new ReportAddress(region, endpoint, domain) : null;
	}

	/**
	 * Whether two addresses may be the same. An unknown part matches every value.
	 * @param other the other address
	 * @return {@code false} if they certainly differ
	 */
	public boolean isSameAs(ReportAddress other) {
		boolean sameEndpoint = Objects.equals(this.endpoint, other.endpoint);
		return sameEndpoint && agree(this.region, other.region) && agree(this.domain, other.domain);
	}

	private static boolean agree(@Nullable String one, @Nullable String other) {
		return one == null || other == null || one.equals(other);
	}

	@Override
	public String toString() {
		StringJoiner parts = new StringJoiner(", ");
		add(parts, "endpoint ", this.endpoint);
		add(parts, "region ", this.region);
		add(parts, "domain ", this.domain);
		return parts.toString();
	}

	private static void add(StringJoiner parts, String name, @Nullable String value) {
		if (value != null) {
			parts.add(name + value);
		}
	}

	/** Knows where the reports of this worker belong. */
	@FunctionalInterface
	public interface Source {

		/**
		 * Finds the address. Never throws.
		 * @param mayTakeTime whether the caller can wait, for example until the client
		 * has been created; {@code false} while a handler waits
		 * @return the address, or {@code null} if it is not known yet
		 */
		@Nullable ReportAddress find(boolean mayTakeTime);

	}

}
