// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(properties = "sample.swf.port=0")
@ActiveProfiles("own-loop")
@Timeout(60)
class OwnLoopTests {

	@Autowired
	private Orders orders;

	@Autowired
	private ActivityCounts counts;

	@Test
	void ordersEndAsTheyDoWithTheWorker() {
		List<OrderState> ends = this.orders.awaitClosed();

		assertThat(ends).filteredOn((end) -> end.event().endsWith("Completed"))
			.extracting(OrderState::text)
			.containsExactly("restocked at attempt 3", "shipped order-ship");
		assertThat(ends).filteredOn((end) -> end.event().endsWith("Canceled")).hasSize(1);
		assertThat(ends).filteredOn((end) -> end.event().endsWith("Failed")).hasSize(12);
		assertThat(this.counts.completions()).as("completions of a worker").isZero();
	}

}
