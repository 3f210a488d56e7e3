// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;

import io.github.swffailure.actuate.SwfFailuresEndpoint;
import io.github.swffailure.sample.FailedEvents.FailedEvent;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the page what it shows.
 */
@RestController
final class PageController {

	private final Orders orders;

	private final FailedEvents reported;

	private final SwfFailuresEndpoint failures;

	private final ActivityCounts counts;

	private final BacklogHistory backlog;

	PageController(Orders orders, SwfFailuresEndpoint failures, ActivityCounts counts, BacklogHistory backlog) {
		this.orders = orders;
		this.reported = new FailedEvents(orders);
		this.failures = failures;
		this.counts = counts;
		this.backlog = backlog;
	}

	@GetMapping("/page/state")
	PageState state() {
		return new PageState(this.orders.states(), this.failures.failures(), this.counts.failuresBy("outcome"),
				this.counts.completions(), this.backlog.fault(), this.backlog.samples());
	}

	/** What SWF was told of a group last; empty until it has been told. */
	@GetMapping("/page/reported")
	List<FailedEvent> reported(@RequestParam String fingerprint) {
		return this.failures.failures()
			.failures()
			.stream()
			.filter((group) -> group.fingerprint().equals(fingerprint))
			.flatMap((group) -> this.reported.latest(group).stream())
			.toList();
	}

}
