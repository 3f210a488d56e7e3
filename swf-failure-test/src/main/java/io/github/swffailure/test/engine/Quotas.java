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
 * The token buckets by operation or decision, of an account or of each execution or task
 * list in it. What has none is not limited.
 */
public final class Quotas {

	private final Map<String, Quota> quotas;

	private Quotas(Map<String, Quota> quotas) {
		this.quotas = Collections.unmodifiableMap(quotas);
	}

	/**
	 * Returns quotas that limit nothing.
	 * @return no bucket
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
	 * Returns these quotas with another one.
	 * @param name the operation or decision
	 * @param quota its bucket
	 * @return new quotas
	 * @throws IllegalArgumentException if there is nothing of that name
	 */
	public Quotas with(String name, Quota quota) {
		KnownNames.require(name, names(), "SWF has no quota '" + name + "'");
		Map<String, Quota> changed = new HashMap<>(this.quotas);
		changed.put(name, quota);
		return new Quotas(changed);
	}

	/**
	 * Returns what can have a quota: every operation, and what the service limits
	 * besides.
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
	 * @param size how many calls it holds when full, at least one
	 * @param refillPerSecond how many come back every second
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
