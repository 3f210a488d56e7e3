package io.github.swffailure.sample;

import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Reads the counter of failures.
 */
@Component
final class FailureCounts {

	private final MeterRegistry meters;

	FailureCounts(MeterRegistry meters) {
		this.meters = meters;
	}

	/** Failures by their tags, as they are to be read. */
	Map<String, Long> byTags() {
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
	Map<String, Long> by(String tag) {
		Map<String, Long> counts = new TreeMap<>();
		for (Counter counter : this.meters.find("swf.activity.failures").counters()) {
			counts.merge(String.valueOf(counter.getId().getTag(tag)), (long) counter.count(), Long::sum);
		}
		return counts;
	}

}
