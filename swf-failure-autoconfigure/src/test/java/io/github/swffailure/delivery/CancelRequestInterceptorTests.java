package io.github.swffailure.delivery;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.swf.SwfClient;

import static org.assertj.core.api.Assertions.assertThat;

class CancelRequestInterceptorTests {

	private final ScriptedSwf swf = new ScriptedSwf();

	private final CancelRequestInterceptor cancellations = new CancelRequestInterceptor();

	private final SwfClient client = this.swf
		.client((configuration) -> configuration.addExecutionInterceptor(this.cancellations));

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	private void heartbeat(String token, String answer) {
		this.swf.answers(new ScriptedSwf.Answer(200, answer, new CountDownLatch(0)));
		this.client.recordActivityTaskHeartbeat((request) -> request.taskToken(token));
	}

	@Test
	void heartbeatAnswerThatAsksForCancellationIsRemembered() {
		heartbeat("t1", "{\"cancelRequested\":true}");
		heartbeat("t1", "{\"cancelRequested\":false}");
		heartbeat("t2", "{\"cancelRequested\":false}");
		heartbeat("t3", "{}");
		assertThat(this.cancellations.isRequested(Failures.task("t1"))).isTrue();
		assertThat(this.cancellations.isRequested(Failures.task("t2"))).isFalse();
		assertThat(this.cancellations.isRequested(Failures.task("t3"))).isFalse();
	}

	@Test
	void otherCallsPassUntouched() {
		this.client.respondActivityTaskCompleted((request) -> request.taskToken("t1"));
		assertThat(this.cancellations.isRequested(Failures.task("t1"))).isFalse();
	}

}
