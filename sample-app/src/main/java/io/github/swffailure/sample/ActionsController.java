// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.Map;

import io.github.swffailure.actuate.SwfFailuresEndpoint;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the buttons of the page do; there only with the embedded endpoint. Asks for a
 * header that a page of another origin cannot send.
 */
@RestController
@Profile("!aws")
@RequestMapping(path = "/page", headers = "X-Sample-Page")
final class ActionsController {

	private final InjectedFaults faults;

	private final Rounds rounds;

	private final SwfFailuresEndpoint failures;

	ActionsController(InjectedFaults faults, Rounds rounds, SwfFailuresEndpoint failures) {
		this.faults = faults;
		this.rounds = rounds;
		this.failures = failures;
	}

	@PostMapping("/fault/{fault}")
	void inject(@PathVariable InjectedFault fault) {
		this.faults.inject(fault);
	}

	@PostMapping("/rounds")
	Map<String, Integer> startRound() {
		return Map.of("round", this.rounds.startNext());
	}

	@PostMapping("/failing-rounds")
	Map<String, Integer> startThirtyThatFail() {
		return Map.of("round", this.rounds.startThirtyThatFail());
	}

	@PostMapping("/redelivery")
	Map<String, Integer> redeliver() {
		return this.failures.redeliver();
	}

}
