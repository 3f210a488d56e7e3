// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.logging;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.ObjLongConsumer;

import io.github.swffailure.support.BoundedMap;

/**
 * Allows one line per kind and minute, and counts the others. The count is added to the
 * next line of the kind; if none follows within the minute, it gets its own line when
 * anything is logged next, or at the end. Remembers the {@value #CAPACITY} most recent
 * kinds.
 */
final class RepeatedLines {

	static final int CAPACITY = 1_000;

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private final Map<String, Kind> kinds = BoundedMap.of(CAPACITY, (name, kind) -> logCount(kind));

	private final Clock clock;

	private final ObjLongConsumer<String> leftOver;

	RepeatedLines(Clock clock, ObjLongConsumer<String> leftOver) {
		this.clock = clock;
		this.leftOver = leftOver;
	}

	/**
	 * Asks whether to write a line.
	 * @return how many of its kind were left out before, or -1 to leave it out too
	 */
	synchronized long admit(String kind, String line) {
		long now = this.clock.millis();
		Kind known = this.kinds.get(kind);
		if (known != null && now - known.since < INTERVAL.toMillis()) {
			known.leftOut++;
			return -1;
		}
		this.kinds.remove(kind);
		forgetUntil(now - INTERVAL.toMillis());
		this.kinds.put(kind, new Kind(line, now));
		return (known != null) ? known.leftOut : 0;
	}

	synchronized void close() {
		this.kinds.values().forEach(this::logCount);
		this.kinds.clear();
	}

	private void forgetUntil(long time) {
		Iterator<Kind> eldest = this.kinds.values().iterator();
		while (eldest.hasNext()) {
			Kind kind = eldest.next();
			if (kind.since > time) {
				return;
			}
			logCount(kind);
			eldest.remove();
		}
	}

	private void logCount(Kind kind) {
		if (kind.leftOut > 0) {
			this.leftOver.accept(kind.line, kind.leftOut);
		}
	}

	private static final class Kind {

		private final String line;

		private final long since;

		private long leftOut;

		private Kind(String line, long since) {
			this.line = line;
			this.since = since;
		}

	}

}
