// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.DomainInfo;
import software.amazon.awssdk.services.swf.model.RegistrationStatus;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Domains belong to the region that a client signs for.
 */
class RegionTests {

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	@AfterEach
	void close() {
		this.swf.close();
	}

	@Test
	void domainIsUnknownInAnotherRegion() {
		try (SwfClient frankfurt = client("eu-central-1"); SwfClient dublin = client("eu-west-1")) {
			register(frankfurt, "shop");

			assertThatExceptionOfType(UnknownResourceException.class)
				.isThrownBy(() -> dublin.describeDomain((request) -> request.name("shop")))
				.withMessageContaining("Unknown domain: shop");
			register(dublin, "shop");
			assertThat(domains(frankfurt)).containsExactly("shop");
			assertThat(domains(dublin)).containsExactly("shop");
		}
	}

	@ParameterizedTest
	@CsvSource({ "us-east-1, aws", "eu-central-1, aws", "cn-north-1, aws-cn", "cn-northwest-1, aws-cn",
			"us-gov-west-1, aws-us-gov", "us-iso-east-1, aws-iso", "us-isob-east-1, aws-iso-b", "ap-south-1, aws" })
	void arnHasRegionAndPartition(String region, String partition) {
		try (SwfClient client = client(region)) {
			register(client, "shop");

			DomainInfo info = client.describeDomain((request) -> request.name("shop")).domainInfo();

			assertThat(info.arn()).isEqualTo("arn:" + partition + ":swf:" + region + ":123456789012:/domain/shop");
		}
	}

	@Test
	void callsWithoutASignatureAreServedInTheRegionOfTheEndpoint() {
		try (EmbeddedSwf here = EmbeddedSwf.builder().region("eu-central-1").start();
				SwfClient client = client(here, "eu-central-1")) {
			here.activityTask("charge", "1.0").start();

			assertThat(domains(client)).containsExactly("test");
			assertThat(here.region()).isEqualTo("eu-central-1");
		}
	}

	@Test
	void taskMayBeAnsweredFromAnyRegion() {
		try (SwfClient client = client("ap-south-1")) {
			StartedActivityTask task = this.swf.activityTask("charge", "1.0").start();

			client.respondActivityTaskFailed((request) -> request.taskToken(task.taskToken()));

			assertThat(this.swf.history(task.workflowId()).eventTypes()).contains("ActivityTaskFailed");
		}
	}

	@Test
	void historyIsFoundInWhateverRegion() {
		try (EmbeddedSwf other = EmbeddedSwf.builder().region("eu-west-1").start();
				SwfClient client = client(other, "us-east-1")) {
			register(client, "shop");
			client.registerWorkflowType((request) -> request.domain("shop").name("order").version("1"));
			client.startWorkflowExecution((request) -> request.domain("shop")
				.workflowId("order-1")
				.workflowType((type) -> type.name("order").version("1"))
				.taskList((list) -> list.name("deciders"))
				.taskStartToCloseTimeout("60")
				.executionStartToCloseTimeout("60")
				.childPolicy("ABANDON"));

			assertThat(other.history("order-1").eventTypes()).containsExactly("WorkflowExecutionStarted",
					"DecisionTaskScheduled");
		}
	}

	@Test
	void signatureOfVersion4aNamesItsRegionInAHeader() throws Exception {
		try (SwfClient client = client("eu-west-1")) {
			HttpRequest request = HttpRequest.newBuilder(this.swf.endpoint())
				.header("X-Amz-Target", "SimpleWorkflowService.RegisterDomain")
				.header("X-Amz-Region-Set", "eu-west-1,eu-central-1")
				.header("Authorization", "AWS4-ECDSA-P256-SHA256 Credential=key/20260101/swf/aws4_request, Signature=0")
				.POST(HttpRequest.BodyPublishers
					.ofString("{\"name\":\"shop\",\"workflowExecutionRetentionPeriodInDays\":\"1\"}"))
				.build();

			HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

			assertThat(domains(client)).containsExactly("shop");
		}
	}

	@Test
	void regionThatCannotBeIsRefused() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(this.swf.endpoint())
			.header("X-Amz-Target", "SimpleWorkflowService.ListDomains")
			.header("Authorization",
					"AWS4-HMAC-SHA256 Credential=key/20260101/Nowhere Land/swf/aws4_request, Signature=0")
			.POST(HttpRequest.BodyPublishers.ofString("{\"registrationStatus\":\"REGISTERED\"}"))
			.build();

		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
			.contains("InvalidSignatureException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "EU Central", "eu_central_1", "eu/central" })
	void regionHasAName(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedSwf.builder().region(name))
			.withMessage("A region is named like 'eu-central-1' but was '" + name + "'");
	}

	private SwfClient client(String region) {
		return client(this.swf, region);
	}

	private static SwfClient client(EmbeddedSwf swf, String region) {
		return SwfClient.builder()
			.endpointOverride(swf.endpoint())
			.region(Region.of(region))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.build();
	}

	private static void register(SwfClient client, String name) {
		client.registerDomain((request) -> request.name(name).workflowExecutionRetentionPeriodInDays("1"));
	}

	private static List<String> domains(SwfClient client) {
		return client.listDomains((request) -> request.registrationStatus(RegistrationStatus.REGISTERED))
			.domainInfos()
			.stream()
			.map(DomainInfo::name)
			.toList();
	}

}
