package io.github.swffailure.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Admits one line of a kind a minute and counts the rest. What was counted is told with
 * the next line of the kind, or, when none comes, with a line of its own after the minute
 * as soon as anything is logged, and at the end. Knows the {@value #CAPACITY} kinds seen
 * last; a kind pushed out has its count told first.
 */
final class RepeatedLines {

	static final int CAPACITY = 1_000;

	private static final Duration INTERVAL = Duration.ofMinutes(1);

	private final Map<String, Kind> kinds = new LinkedHashMap<>();

	private final Clock clock;

	private final ObjLongConsumer<String> leftOver;

	RepeatedLines(Clock clock, ObjLongConsumer<String> leftOver) {
		this.clock = clock;
		this.leftOver = leftOver;
	}

	/**
	 * Asks for a line.
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
		forgetEldest(now);
		this.kinds.put(kind, new Kind(line, now));
		return (known != null) ? known.leftOut : 0;
	}

	synchronized void close() {
		this.kinds.values().forEach(this::tell);
		this.kinds.clear();
	}

	private void forgetEldest(long now) {
		Iterator<Kind> eldest = this.kinds.values().iterator();
		while (eldest.hasNext()) {
			Kind kind = eldest.next();
			if (this.kinds.size() < CAPACITY && now - kind.since < INTERVAL.toMillis()) {
				return;
			}
			tell(kind);
			eldest.remove();
		}
	}

	private void tell(Kind kind) {
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
