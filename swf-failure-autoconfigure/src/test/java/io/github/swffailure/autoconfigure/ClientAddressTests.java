// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.journal.ReportAddress;
import io.github.swffailure.test.EmbeddedSwf;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.swf.SwfClient;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that report to different places and share a journal directory.
 */
class ClientAddressTests {

	private static final String OPERATION = "RespondActivityTaskFailed";

	@TempDir
	private Path directory;

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final AwsCredentialsProvider credentials = StaticCredentialsProvider
		.create(AwsBasicCredentials.create("key", "secret"));

	@AfterEach
	void stop() {
		this.swf.close();
	}

	private ApplicationContextRunner worker(String... properties) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
			.withBean(AwsCredentialsProvider.class, () -> this.credentials)
			.withPropertyValues("swf.client.endpoint=" + this.swf.endpoint(),
					"swf.failure.journal.directory=" + this.directory.resolve("journal"),
					"swf.failure.redelivery.initial-delay=20ms", "swf.failure.redelivery.max-delay=200ms")
			.withPropertyValues(properties);
	}

	private List<String> reports() {
		try (Stream<Path> files = Files.list(this.directory.resolve("journal"))) {
			return files.filter((file) -> file.toString().endsWith(".failure")).map(ClientAddressTests::read).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void leaveAReport(ApplicationContextRunner worker) {
		this.swf.faults().on(OPERATION).always().deny();
		String token = this.swf.activityTask("charge", "1.0").start().taskToken();
		worker.run((context) -> context.getBean(TaskFailureReporter.class)
			.report(ActivityTask.ofToken(token), new IOException("card declined")));
		this.swf.faults().clear();
		this.swf.calls().clear();
	}

	@Test
	void addressStaysKnownOnceTheContextHasClosed() {
		worker("swf.client.region=eu-central-1").run((context) -> {
			ClientAddress address = new ClientAddress(context.getBeanFactory(), "orders");
			ReportAddress open = address.find(false);
			context.getSourceApplicationContext().close();
			assertThat(address.find(false)).isNotNull().isEqualTo(open);
		});
	}

	@Test
	void clientThatCannotBeMadeYetBelongsWhereItIsConfigured() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
			.withBean(AwsCredentialsProvider.class, () -> {
				throw new IllegalStateException("The vault is sealed");
			}, (definition) -> definition.setLazyInit(true))
			.withPropertyValues("swf.client.region=eu-central-1")
			.run((context) -> assertThat(new ClientAddress(context.getBeanFactory(), "orders").find(true))
				.hasToString("region eu-central-1, domain orders"));
	}

	@Test
	void reportOfAnotherRegionIsLeftToAWorkerThere() {
		leaveAReport(worker("swf.client.region=eu-central-1", "swf.failure.domain=orders"));
		assertThat(reports()).singleElement()
			.asString()
			.contains("\nregion: eu-central-1\n", "\nendpoint: " + this.swf.endpoint(), "\ndomain: orders\n");
		worker("swf.client.region=us-east-1").run((context) -> {
			FailureJournal journal = context.getBean(FailureJournal.class);
			Awaitility.await().until(() -> !journal.leftAlone().isEmpty());
			assertThat(journal.problem()).isNull();
			assertThat(journal.size()).isZero();
		});
		assertThat(this.swf.calls().of(OPERATION)).isEmpty();
		assertThat(reports()).hasSize(1);
		worker("swf.client.region=eu-central-1").run((context) -> Awaitility.await().until(() -> reports().isEmpty()));
		assertThat(this.swf.calls().of(OPERATION)).isNotEmpty();
	}

	@Test
	void reportOfAnotherDomainIsLeftToAWorkerThere() {
		leaveAReport(worker("swf.client.region=eu-central-1", "swf.failure.domain=orders"));
		worker("swf.client.region=eu-central-1", "swf.failure.domain=payments").run((context) -> {
			FailureJournal journal = context.getBean(FailureJournal.class);
			Awaitility.await().until(() -> !journal.leftAlone().isEmpty());
			assertThat(journal.leftAlone()).hasSize(1).containsValue(1);
		});
		assertThat(this.swf.calls().of(OPERATION)).isEmpty();
	}

	@Test
	void clientOfTheApplicationSaysWhereReportsBelong() {
		leaveAReport(worker("swf.client.region=eu-central-1").withBean(SwfClient.class,
				() -> SwfClient.builder()
					.region(Region.AP_SOUTH_1)
					.endpointOverride(this.swf.endpoint())
					.credentialsProvider(this.credentials)
					.build()));
		assertThat(reports()).singleElement().asString().contains("\nregion: ap-south-1\n");
	}

	@Test
	void customizerOfTheClientHasTheLastWord() {
		ApplicationContextRunner customized = worker("swf.client.region=eu-central-1")
			.withBean(SwfClientCustomizer.class, () -> (builder) -> builder.region(Region.AP_SOUTH_1))
			.withBean(Payments.class);
		leaveAReport(customized);
		assertThat(reports()).singleElement().asString().contains("\nregion: ap-south-1\n");
		customized.run((context) -> Awaitility.await().until(() -> reports().isEmpty()));
	}

	@Test
	void clientThatDoesNotSayWhereItReportsKeepsNothingFromBeingReported() {
		leaveAReport(worker().withBean(SwfClient.class, () -> new SwfClient() {

			@Override
			public String serviceName() {
				return "swf";
			}

			@Override
			public void close() {
			}

		}));
		assertThat(reports()).singleElement().asString().doesNotContain("region: ", "endpoint: ");
		worker("swf.client.region=eu-central-1").run((context) -> Awaitility.await().until(() -> reports().isEmpty()));
	}

	/** With a handler, the client is checked at the start. */
	static class Payments {

		@ActivityHandler
		void charge(ActivityTask task) {
		}

	}

}
