package io.github.swffailure.sample;

import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.HistoryEvent;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Registers the types before anything polls, then starts the orders and prints how they
 * ended.
 */
@Configuration(proxyBeanMethods = false)
class Demonstration {

	@Bean
	Poller activityPoller(Domain domain, ActivityWorker worker) {
		return new Poller("activity-worker", 4, worker::poll);
	}

	@Bean
	Poller decisionPoller(Domain domain, OrderDecider decider) {
		return new Poller("decider", 1, decider::poll);
	}

	@Bean
	Domain domain(SwfClient swf, SampleProperties properties, ActivityDispatcher dispatcher) {
		Domain domain = new Domain(swf, properties.domain());
		domain.register(dispatcher.activities());
		return domain;
	}

	@Bean
	ApplicationRunner ordersRunner(Orders orders, ActivityDispatcher dispatcher, MeterRegistry meters) {
		return (arguments) -> {
			dispatcher.activities().forEach(orders::start);
			orders.requestCancel("collect");
			print(orders.lastEvents(), meters);
		};
	}

	private static void print(Map<String, HistoryEvent> lastEvents, MeterRegistry meters) {
		System.out.printf("%n%-17s %-26s %s%n", "WORKFLOW", "LAST EVENT", "REASON, OR RESULT");
		lastEvents.forEach((workflowId, event) -> System.out.printf("%-17s %-26s %s%n", workflowId,
				event.eventTypeAsString(), outcome(event)));
		System.out.printf("%n%-22s %s%n", "COUNTER", "swf.activity.failures");
		counters(meters).forEach((tags, count) -> System.out.printf("%6d  %s%n", count, tags));
		System.out.printf("%nsample: done, and up until it is stopped%n");
	}

	private static String outcome(HistoryEvent event) {
		return switch (event.eventType()) {
			case WORKFLOW_EXECUTION_COMPLETED -> event.workflowExecutionCompletedEventAttributes().result();
			case WORKFLOW_EXECUTION_FAILED -> event.workflowExecutionFailedEventAttributes().reason();
			case WORKFLOW_EXECUTION_CANCELED -> event.workflowExecutionCanceledEventAttributes().details();
			default -> "";
		};
	}

	private static Map<String, Long> counters(MeterRegistry meters) {
		Map<String, Long> counters = new TreeMap<>();
		meters.find("swf.activity.failures")
			.counters()
			.forEach((counter) -> counters.put(
					"activity=" + counter.getId().getTag("activity") + " exception="
							+ counter.getId().getTag("exception") + " outcome=" + counter.getId().getTag("outcome"),
					(long) counter.count()));
		return counters;
	}

}
