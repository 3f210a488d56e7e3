// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.GetWorkflowExecutionHistoryRequest;
import software.amazon.awssdk.services.swf.model.GetWorkflowExecutionHistoryResponse;
import software.amazon.awssdk.services.swf.model.HistoryEvent;
import software.amazon.awssdk.services.swf.model.RegistrationStatus;
import software.amazon.awssdk.services.swf.model.SwfException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Answers in pages, through the paginators of the AWS SDK.
 */
class HistoryPagesTests {

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final SwfClient client = SdkClients.impatient(this.swf);

	private final StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();

	@BeforeEach
	void fillTheHistory() {
		IntStream.range(0, 20)
			.forEach((i) -> this.client.signalWorkflowExecution(
					(request) -> request.domain("test").workflowId(this.task.workflowId()).signalName("s" + i)));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@ParameterizedTest
	@CsvSource({ "1, 27", "2, 14", "9, 3", "26, 2", "27, 1", "1000, 1", "0, 1" })
	void historyIsWholeHoweverItIsCut(int size, int pages) {
		GetWorkflowExecutionHistoryRequest request = history(size, false);

		assertThat(this.client.getWorkflowExecutionHistoryPaginator(request).stream()).hasSize(pages);
		assertThat(this.client.getWorkflowExecutionHistoryPaginator(request).events()).extracting(HistoryEvent::eventId)
			.containsExactlyElementsOf(LongStream.rangeClosed(1, 27).boxed().toList());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 27, 1000 })
	void historyCanBeReadFromItsEnd(int size) {
		assertThat(this.client.getWorkflowExecutionHistoryPaginator(history(size, true)).events())
			.extracting(HistoryEvent::eventId)
			.containsExactlyElementsOf(LongStream.rangeClosed(1, 27).map((id) -> 28 - id).boxed().toList());
	}

	@Test
	void eventsThatComeInBetweenAreOnTheNextPage() {
		GetWorkflowExecutionHistoryResponse first = this.client.getWorkflowExecutionHistory(history(26, false));
		this.task.workflow().terminate();

		GetWorkflowExecutionHistoryResponse second = this.client
			.getWorkflowExecutionHistory(history(26, false).toBuilder().nextPageToken(first.nextPageToken()).build());

		assertThat(second.events()).extracting(HistoryEvent::eventId).containsExactly(27L, 28L);
		assertThat(second.nextPageToken()).isNull();
	}

	@Test
	void tokenOfOneHistoryIsNotThatOfAnother() {
		StartedActivityTask other = this.swf.activityTask("charge", "1.0").start();
		String token = this.client.getWorkflowExecutionHistory(history(5, false)).nextPageToken();

		assertThatExceptionOfType(SwfException.class)
			.isThrownBy(() -> this.client.getWorkflowExecutionHistory((request) -> request.domain("test")
				.execution((execution) -> execution.workflowId(other.workflowId()).runId(other.runId()))
				.nextPageToken(token)))
			.withMessageContaining("Invalid token");
	}

	@Test
	void tokenOfOneDomainIsNotThatOfAnother() {
		this.swf.activityTask("charge", "1.0").domain("other").start();
		this.swf.activityTask("charge", "2.0").domain("other").start();
		String types = this.client
			.listActivityTypes((request) -> request.domain("other")
				.registrationStatus(RegistrationStatus.REGISTERED)
				.maximumPageSize(1))
			.nextPageToken();
		String executions = this.client
			.listOpenWorkflowExecutions((request) -> request.domain("other")
				.startTimeFilter((filter) -> filter.oldestDate(Instant.EPOCH))
				.maximumPageSize(1))
			.nextPageToken();

		assertThatExceptionOfType(SwfException.class)
			.isThrownBy(() -> this.client.listActivityTypes((request) -> request.domain("test")
				.registrationStatus(RegistrationStatus.REGISTERED)
				.nextPageToken(types)))
			.withMessageContaining("Invalid token");
		assertThatExceptionOfType(SwfException.class)
			.isThrownBy(() -> this.client.listOpenWorkflowExecutions((request) -> request.domain("test")
				.startTimeFilter((filter) -> filter.oldestDate(Instant.EPOCH))
				.nextPageToken(executions)))
			.withMessageContaining("Invalid token");
	}

	@Test
	void typesComeInPagesByName() {
		for (String name : List.of("b", "a", "c")) {
			this.client.registerActivityType((request) -> request.domain("test").name(name).version("1"));
			this.client.registerActivityType((request) -> request.domain("test").name(name).version("2"));
		}

		assertThat(this.client
			.listActivityTypesPaginator((request) -> request.domain("test")
				.registrationStatus(RegistrationStatus.REGISTERED)
				.maximumPageSize(2))
			.typeInfos()).extracting((info) -> info.activityType().name() + info.activityType().version())
			.containsExactly("a1", "a2", "b1", "b2", "c1", "c2", "charge1.0");
		assertThat(this.client
			.listActivityTypes((request) -> request.domain("test")
				.registrationStatus(RegistrationStatus.REGISTERED)
				.name("b")
				.reverseOrder(true))
			.typeInfos()).extracting((info) -> info.activityType().version()).containsExactly("2", "1");
	}

	private GetWorkflowExecutionHistoryRequest history(int size, boolean reverse) {
		return GetWorkflowExecutionHistoryRequest.builder()
			.domain("test")
			.execution((execution) -> execution.workflowId(this.task.workflowId()).runId(this.task.runId()))
			.maximumPageSize(size)
			.reverseOrder(reverse)
			.build();
	}

}
