// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;
import java.util.Map;

import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Registers the types before anything polls, then starts the orders and prints how they
 * ended.
 */
@Configuration(proxyBeanMethods = false)
class Demonstration {

	@Bean
	Poller decisionPoller(Domain domain, OrderDecider decider) {
		return new Poller("decider", 1, decider::poll);
	}

	@Bean
	Domain domain(SwfClient swf, SampleProperties properties) {
		Domain domain = new Domain(swf, properties.domain());
		domain.register();
		return domain;
	}

	@Bean
	ApplicationRunner ordersRunner(Rounds rounds, Orders orders, ActivityCounts counts, Environment environment) {
		return (arguments) -> {
			rounds.startNext();
			System.out.printf("sample: the orders have started, http://127.0.0.1:%s/ shows them live%n",
					environment.getProperty("local.server.port"));
			print(orders.awaitClosed(), counts.failuresByTags());
		};
	}

	private static void print(List<OrderState> states, Map<String, Long> counts) {
		System.out.printf("%n%-17s %-26s %s%n", "WORKFLOW", "LAST EVENT", "REASON, OR RESULT");
		states
			.forEach((state) -> System.out.printf("%-17s %-26s %s%n", state.workflowId(), state.event(), state.text()));
		System.out.printf("%n%-22s %s%n", "COUNTER", "swf.activity.failures");
		counts.forEach((tags, count) -> System.out.printf("%6d  %s%n", count, tags));
		System.out.printf("%nsample: done, and up until it is stopped%n");
	}

}
