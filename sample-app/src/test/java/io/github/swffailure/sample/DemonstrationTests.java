// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.swf.model.EventType;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "sample.swf.port=0")
@Timeout(60)
class DemonstrationTests {

	@Autowired
	private Orders orders;

	@Autowired
	private ActivityCounts counts;

	private Map<String, OrderState> ends = Map.of();

	@BeforeEach
	void awaitTheEnds() {
		this.ends = new TreeMap<>();
		this.orders.awaitClosed().forEach((state) -> this.ends.put(state.workflowId(), state));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			order-archive   | Failed    | NullPointerException: Cannot invoke "String.strip()"
			order-charge    | Failed    | CARD_DECLINED: Card 42 was declined
			order-collect   | Canceled  | Stopped with 3 of 5 parcels collected
			order-export    | Failed    | ActivityResultTooLongException
			order-invoice   | Failed    | IllegalArgumentException: Unprintable invoice: 0123456789
			order-notify    | Failed    | IllegalStateException: Cannot connect to jdbc:mysql://
			order-pack      | Failed    | OutOfMemoryError
			order-quote     | Failed    | IllegalStateException: The carrier gave no quote
			order-refund    | Failed    | InterruptedException: Interrupted while waiting for the bank
			order-reserve   | Failed    | IllegalStateException: Stock of article 4711 could not be reserved
			order-restock   | Completed | restocked at attempt 3
			order-route     | Failed    | StackOverflowError
			order-settle    | Failed    | TransactionSystemException: Could not commit
			order-ship      | Completed | shipped order-ship
			order-translate | Failed    | IllegalArgumentException: Untranslatable
			""")
	void everyOrderEndsInItsOwnWay(String workflowId, String event, String beginning) {
		assertThat(this.ends).hasEntrySatisfying(workflowId, (end) -> {
			assertThat(end.event()).isEqualTo("WorkflowExecution" + event);
			assertThat(end.text()).startsWith(beginning).hasSizeLessThanOrEqualTo(256);
		});
	}

	@Test
	void thereIsNoOtherOrder() {
		assertThat(this.ends).hasSize(15);
	}

	@Test
	void historiesAndCountersAgree() {
		Map<String, Long> failed = new TreeMap<>();
		this.orders.all().forEach((order) -> failed.merge(order.activity(), failures(order), Long::sum));
		failed.values().removeIf((count) -> count == 0);
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(this.counts.failuresBy("activity")).isEqualTo(failed));
		assertThat(this.counts.failuresBy("outcome")).containsOnlyKeys("reported");
	}

	private long failures(Order order) {
		return this.orders.history(order)
			.stream()
			.filter((event) -> event.eventType() == EventType.ACTIVITY_TASK_FAILED)
			.count();
	}

}
