// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedMapTests {

	@Test
	void eldestEntryMakesRoomForANewOne() {
		Map<String, Integer> map = BoundedMap.of(2);
		map.put("a", 1);
		map.put("b", 2);
		map.put("a", 3);
		assertThat(map).containsEntry("a", 3).containsEntry("b", 2);
		map.put("c", 4);
		assertThat(map).containsOnlyKeys("b", "c");
	}

	@Test
	void onlyWhatIsPushedOutIsHandedOver() {
		List<String> forgotten = new ArrayList<>();
		Map<String, Integer> map = BoundedMap.of(1, (key, value) -> forgotten.add(key + value));
		map.put("a", 1);
		map.put("a", 2);
		map.remove("a");
		map.put("b", 3);
		assertThat(forgotten).isEmpty();
		map.putIfAbsent("c", 4);
		assertThat(forgotten).containsExactly("b3");
	}

}
