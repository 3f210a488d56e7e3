// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Creates maps that remove their eldest entry when they are full, so that data per task
 * or defect cannot fill the memory.
 */
public final class BoundedMap {

	private BoundedMap() {
	}

	/**
	 * A map that is safe for use by several threads; synchronize on it to iterate.
	 * @param capacity maximum number of entries
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @return an empty map
	 */
	public static <K, V> Map<K, V> of(int capacity) {
		return of(capacity, (key, value) -> {
		});
	}

	/**
	 * The same, with a callback for removed entries.
	 * @param capacity maximum number of entries
	 * @param onForgotten called, while the map is locked, for each entry that makes room
	 * for another; not for those that are removed explicitly
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @return an empty map
	 */
	public static <K, V> Map<K, V> of(int capacity, BiConsumer<K, V> onForgotten) {
		return Collections.synchronizedMap(new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				if (size() <= capacity) {
					return false;
				}
				onForgotten.accept(eldest.getKey(), eldest.getValue());
				return true;
			}

		});
	}

}
