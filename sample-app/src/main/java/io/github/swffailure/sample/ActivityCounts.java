// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Reads the counters of failures and completions.
 */
@Component
final class ActivityCounts {

	private final MeterRegistry meters;

	ActivityCounts(MeterRegistry meters) {
		this.meters = meters;
	}

	/** Failures by their tags, as they are to be read. */
	Map<String, Long> failuresByTags() {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.meters.find("swf.activity.failures").counters()) {
			counts.put(
					"activity=" + counter.getId().getTag("activity") + " exception="
							+ counter.getId().getTag("exception") + " outcome=" + counter.getId().getTag("outcome"),
					(long) counter.count());
		}
		return counts;
	}

	/** Failures by one of their tags. */
	Map<String, Long> failuresBy(String tag) {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.meters.find("swf.activity.failures").counters()) {
			counts.merge(String.valueOf(counter.getId().getTag(tag)), (long) counter.count(), Long::sum);
		}
		return counts;
	}

	/** How many activities SWF has as completed; none if the worker does not run. */
	long completions() {
		return this.meters.find("swf.activity.completions")
			.tag("outcome", "completed")
			.counters()
			.stream()
			.mapToLong((counter) -> (long) counter.count())
			.sum();
	}

}
