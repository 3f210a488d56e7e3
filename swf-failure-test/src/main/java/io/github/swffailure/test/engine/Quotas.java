// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.github.swffailure.test.protocol.KnownNames;
import io.github.swffailure.test.protocol.ServiceModel;

/**
 * The quotas of operations and decisions, by account or by execution or task list.
 * Operations without a quota are not limited.
 */
public final class Quotas {

	private final Map<String, Quota> quotas;

	private Quotas(Map<String, Quota> quotas) {
		this.quotas = Collections.unmodifiableMap(quotas);
	}

	/**
	 * Returns quotas that limit nothing.
	 * @return quotas without a bucket
	 */
	public static Quotas none() {
		return new Quotas(Map.of());
	}

	/**
	 * Returns the quotas that the service has by default.
	 * @return the buckets of the developer guide
	 */
	public static Quotas ofService() {
		Map<String, Quota> quotas = new HashMap<>();
		try (InputStream table = Objects.requireNonNull(Quotas.class.getResourceAsStream("quotas.txt"),
				"quotas.txt is not on the class path");
				BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
			lines.lines().filter((line) -> !line.startsWith("#")).map((line) -> line.split(" ")).forEach((row) -> {
				quotas.put(row[0], new Quota(Integer.parseInt(row[1]), Integer.parseInt(row[2])));
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Quotas(quotas);
	}

	/**
	 * Returns these quotas with one added or replaced.
	 * @param name the operation or decision
	 * @param quota its bucket
	 * @return new quotas
	 * @throws IllegalArgumentException if there is no such operation or decision
	 */
	public Quotas with(String name, Quota quota) {
		KnownNames.require(name, names(), "SWF has no quota '" + name + "'");
		Map<String, Quota> changed = new HashMap<>(this.quotas);
		changed.put(name, quota);
		return new Quotas(changed);
	}

	/**
	 * Returns the names that can have a quota: every operation, and the decisions that
	 * the service limits.
	 */
	private static Set<String> names() {
		Set<String> names = new TreeSet<>(ofService().quotas.keySet());
		names.addAll(ServiceModel.get().operations());
		return names;
	}

	Map<String, Quota> byName() {
		return this.quotas;
	}

	/**
	 * A token bucket.
	 *
	 * @param size how many calls it allows at once when full, at least one
	 * @param refillPerSecond how many more it allows every second
	 */
	public record Quota(int size, int refillPerSecond) {

		public Quota {
			if (size < 1 || refillPerSecond < 0) {
				throw new IllegalArgumentException("A quota needs a size of at least 1 and no negative refill but has '"
						+ size + "' and '" + refillPerSecond + "'");
			}
		}

	}

}
