// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.swffailure.test.history.HistoryEvent;
import io.github.swffailure.test.protocol.Fields;

/**
 * The events of one run, numbered from 1 without gaps.
 */
final class History {

	private final Deadlines time;

	private final List<HistoryEvent> events = new ArrayList<>();

	History(Deadlines time) {
		this.time = time;
	}

	long add(String type, Fields attributes) {
		long id = this.events.size() + 1L;
		this.events.add(new HistoryEvent(id, type, now(), attributes.toMap()));
		return id;
	}

	/**
	 * Returns the current time, or that of the last event if the clock has gone back.
	 */
	private Instant now() {
		Instant now = this.time.now();
		return (!this.events.isEmpty() && now.isBefore(lastTimestamp())) ? lastTimestamp() : now;
	}

	Instant lastTimestamp() {
		return event(size()).eventTimestamp();
	}

	HistoryEvent event(long id) {
		return this.events.get((int) id - 1);
	}

	int size() {
		return this.events.size();
	}

	List<HistoryEvent> events() {
		return List.copyOf(this.events);
	}

	/**
	 * Returns the events with a number from {@code first} to {@code last}, as a view.
	 */
	List<HistoryEvent> range(long first, long last) {
		return Collections.unmodifiableList(this.events.subList((int) Math.max(first - 1, 0), (int) last));
	}

	static Map<String, Object> format(HistoryEvent event) {
		String type = event.eventType();
		String member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventAttributes";
		return Fields.of("eventId", event.eventId())
			.and("eventType", type)
			.and("eventTimestamp", event.eventTimestamp())
			.and(member, event.attributes())
			.toMap();
	}

}
