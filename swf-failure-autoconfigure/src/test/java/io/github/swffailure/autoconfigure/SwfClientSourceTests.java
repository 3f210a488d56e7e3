// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.Failures;
import io.github.swffailure.HandClock;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.TaskToken;
import io.github.swffailure.delivery.Redelivery;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.RespondActivityTaskFailedRequest;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for the choice and the creation of the client for reports.
 */
@ExtendWith(OutputCaptureExtension.class)
class SwfClientSourceTests {

	private static final String[] NOTHING_OF_AWS = { SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property() + "=true",
			"aws.configFile=/nonexistent", "aws.sharedCredentialsFile=/nonexistent" };

	private static final AtomicInteger TOKENS = new AtomicInteger();

	private static final BeanDefinitionCustomizer PRIMARY = (bean) -> bean.setPrimary(true);

	private static final BeanDefinitionCustomizer FALLBACK = (bean) -> bean.setFallback(true);

	private static final BeanDefinitionCustomizer NO_DEFAULT = (bean) -> ((AbstractBeanDefinition) bean)
		.setDefaultCandidate(false);

	private static final BeanDefinitionCustomizer NO_CANDIDATE = (bean) -> bean.setAutowireCandidate(false);

	private static final BeanDefinitionCustomizer QUALIFIED = (bean) -> ((AbstractBeanDefinition) bean)
		.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "swfFailure"));

	private final SwfClient first = mock(SwfClient.class);

	private final SwfClient second = mock(SwfClient.class);

	private final HandClock clock = new HandClock(Failures.TIME);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
		.withSystemProperties(NOTHING_OF_AWS)
		.withPropertyValues("swf.failure.delivery.shutdown-timeout=100ms")
		.withBean("swfFailureClock", HandClock.class, () -> this.clock)
		.withBean(Handler.class);

	private final ApplicationContextRunner ownClient = this.contextRunner
		.withPropertyValues("swf.client.region=eu-central-1", "swf.client.endpoint=http://127.0.0.1:1")
		.withBean(AwsCredentialsProvider.class,
				() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")));

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void clientIsMadeBeforeAContextClosesOnlyForHandlersThatRun(boolean running) throws Exception {
		AtomicInteger made = new AtomicInteger();
		CountDownLatch started = new CountDownLatch(running ? 1 : 0);
		CountDownLatch end = new CountDownLatch(1);
		this.ownClient.withBean(SwfClientCustomizer.class, () -> (builder) -> made.incrementAndGet())
			.withBean(SlowHandler.class, () -> new SlowHandler(started, end))
			.run((context) -> {
				made.set(0); // of the check at the start
				if (running) {
					var unused = CompletableFuture.runAsync(() -> context.getBean(SlowHandler.class).run("token"));
				}
				started.await();
				context.publishEvent(new ContextClosedEvent(context.getSourceApplicationContext()));
				end.countDown();

				assertThat(made).hasValue(running ? 1 : 0);
			});
	}

	@Test
	void mockInPlaceOfOursNeedsNoRegion() {
		this.contextRunner
			.withBean(BeanFactoryPostProcessor.class,
					() -> (beanFactory) -> beanFactory.registerSingleton("swfFailureSwfClient", this.second))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void primaryClientIsUsed() {
		assertUsed(this.contextRunner.withBean("first", SwfClient.class, () -> this.first)
			.withBean("second", SwfClient.class, () -> this.second, PRIMARY));
	}

	@Test
	void primaryClientGoesBeforeThatOfAParent() {
		new ApplicationContextRunner().withBean("first", SwfClient.class, () -> this.first, PRIMARY)
			.run((parent) -> assertUsed(this.contextRunner.withParent(parent)
				.withBean("second", SwfClient.class, () -> this.second, PRIMARY)));
	}

	@Test
	void fallbackClientIsLeftAlone() {
		assertUsed(this.contextRunner.withBean("first", SwfClient.class, () -> this.first, FALLBACK)
			.withBean("second", SwfClient.class, () -> this.second));
	}

	@Test
	void clientThatIsNotInjectedByDefaultIsLeftAlone() {
		assertUsed(this.contextRunner.withBean("first", SwfClient.class, () -> this.first, NO_DEFAULT)
			.withBean("second", SwfClient.class, () -> this.second));
	}

	@Test
	void clientThatIsNoCandidateIsLeftAlone() {
		assertUsed(this.contextRunner.withBean("first", SwfClient.class, () -> this.first, NO_CANDIDATE)
			.withBean("second", SwfClient.class, () -> this.second));
	}

	@Test
	void qualifiedClientIsUsedBeforeThePrimaryOne() {
		assertUsed(this.contextRunner.withBean("first", SwfClient.class, () -> this.first, PRIMARY)
			.withBean("second", SwfClient.class, () -> this.second, QUALIFIED, NO_DEFAULT));
	}

	@Test
	void oursIsMadeBesideALoneClientThatIsNotInjected() {
		this.ownClient.withBean("first", SwfClient.class, () -> this.first, NO_DEFAULT).run((context) -> {
			assertThat(report(context)).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(context.getBeanFactory().containsSingleton(SwfClientSource.OWN_CLIENT)).isTrue();
			then(this.first).should(never()).respondActivityTaskFailed(any(RespondActivityTaskFailedRequest.class));
		});
	}

	@Test
	void severalClientsWithoutAChoiceAreRefused() {
		this.contextRunner.withBean("first", SwfClient.class, () -> this.first)
			.withBean("second", SwfClient.class, () -> this.second)
			.run((context) -> assertThat(analysis(context).getDescription())
				.contains("2 beans of type SwfClient and none is preferred: 'first', 'second'"));
	}

	@Test
	void severalPrimaryClientsAreRefused() {
		this.contextRunner.withBean("first", SwfClient.class, () -> this.first, PRIMARY)
			.withBean("second", SwfClient.class, () -> this.second, PRIMARY)
			.run((context) -> assertThat(analysis(context).getDescription())
				.contains("2 beans of type SwfClient and several are @Primary: 'first', 'second'"));
	}

	@Test
	void severalClientsAreNoneOfOurBusinessWithoutHandlers() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SwfClientAutoConfiguration.class, SwfFailureAutoConfiguration.class))
			.withSystemProperties(NOTHING_OF_AWS)
			.withBean("first", SwfClient.class, () -> this.first)
			.withBean("second", SwfClient.class, () -> this.second)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void severalCredentialsWithoutAChoiceAreRefused() {
		this.ownClient
			.withBean("other", AwsCredentialsProvider.class,
					() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id2", "key2")))
			.run((context) -> assertThat(analysis(context)).satisfies((analysis) -> {
				assertThat(analysis.getDescription()).contains("2 beans of type AwsCredentialsProvider");
				assertThat(analysis.getAction()).contains("@Primary").contains("@Qualifier(\"swfFailure\")");
			}));
	}

	@Test
	void noClientAtAllIsRefused() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SwfFailureAutoConfiguration.class))
			.withBean(Handler.class)
			.run((context) -> assertThat(analysis(context).getDescription())
				.contains("there is no bean of type SwfClient"));
	}

	@Test
	void missingRegionStopsTheStart() {
		this.contextRunner.run((context) -> assertThat(analysis(context)).satisfies((analysis) -> {
			assertThat(analysis.getDescription()).contains("no AWS region is set");
			assertThat(analysis.getAction()).contains("swf.client.region");
		}));
	}

	@Test
	void regionProviderThatFindsNoneStopsTheStart() {
		this.contextRunner.withBean(AwsRegionProvider.class, () -> () -> {
			throw SdkClientException.create("Unable to load region from any of the providers in the chain");
		}).run((context) -> assertThat(analysis(context).getDescription()).contains("no AWS region is set"));
	}

	@Test
	void missingCredentialsStopTheStart() {
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1")
			.run((context) -> assertThat(analysis(context).getDescription()).contains("no AWS credentials were found"));
	}

	@Test
	void credentialsThatFailOtherwiseAreAnErrorAndNoObstacle(CapturedOutput output) {
		AtomicBoolean sealed = new AtomicBoolean(true);
		AwsCredentialsProvider vault = () -> {
			if (sealed.get()) {
				throw new IllegalStateException("Vault is sealed");
			}
			return AwsBasicCredentials.create("id", "key");
		};
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1")
			.withBean(AwsCredentialsProvider.class, () -> vault)
			.run((context) -> {
				SwfClientSource source = context.getBean(SwfClientSource.class);
				assertThat(source.problem()).contains("Vault is sealed");
				assertThat(output).contains("ERROR").contains("The SWF client cannot be created");
				this.clock.move(Duration.ofSeconds(1));
				assertThat(report(context)).isEqualTo(ReportOutcome.DEFERRED);
				assertThat(source.problem()).contains("Vault is sealed");

				sealed.set(false);
				this.clock.move(Duration.ofMinutes(1));
				assertThat(source.get()).isNotNull();
				assertThat(source.problem()).isNull();
				assertThat(output).containsOnlyOnce("The SWF client cannot be created");
			});
	}

	@Test
	void credentialsThatAreNullAreAnErrorToo(CapturedOutput output) {
		AwsCredentialsProvider none = () -> null;
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1")
			.withBean(AwsCredentialsProvider.class, () -> none)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SwfClientSource.class).problem()).contains("has no credentials");
				assertThat(output).contains("ERROR").contains("The SWF client cannot be created");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:4566", "https://localstack.example" })
	void endpointOfSpringCloudAwsIsFollowed(String endpoint) {
		this.contextRunner.withPropertyValues("swf.client.region=eu-central-1", "spring.cloud.aws.endpoint=" + endpoint)
			.withBean(AwsCredentialsProvider.class,
					() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
			.run((context) -> assertThat(
					context.getBean(SwfClient.class).serviceClientConfiguration().endpointOverride().orElseThrow())
				.hasToString(endpoint));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT1S", "PT-8H" })
	void makingThatFailsIsTriedAgainAndHarmsNothing(Duration onTheClock, CapturedOutput output) {
		AtomicInteger makings = new AtomicInteger();
		this.ownClient.withBean(SwfClientCustomizer.class, () -> (builder) -> {
			if (makings.incrementAndGet() == 2) {
				throw new IllegalStateException("certificate not mounted yet: https://bob:q7XwZ9kLm2@vault");
			}
		}).run((context) -> {
			SwfClientSource source = context.getBean(SwfClientSource.class);

			assertThat(report(context)).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(source.problem()).contains("certificate not mounted yet: https://bob:[redacted]@vault");
			assertThat(report(context)).isEqualTo(ReportOutcome.DEFERRED);
			assertThat(makings).hasValue(2);
			assertThat(context.getBean(Redelivery.class).isRunning()).isTrue();
			this.clock.move(onTheClock);
			assertThat(source.get()).isNotNull();
			assertThat(makings).hasValue(3);
			assertThat(source.problem()).isNull();
			assertThat(output).containsOnlyOnce("The SWF client cannot be created")
				.contains("certificate not mounted yet: https://bob:[redacted]@vault")
				.contains("The SWF client has been created")
				.doesNotContain("q7XwZ9");
		});
	}

	@Test
	void makingThatHangsDelaysNeitherHandlersNorTheNextTry() {
		CountDownLatch end = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("swf.failure.delivery.attempt-timeout=100ms")
			.withBean("first", SwfClient.class, () -> {
				if (end.getCount() > 0) {
					awaitUninterruptibly(end);
					throw new IllegalStateException("hung");
				}
				return this.first;
			}, (bean) -> bean.setLazyInit(true))
			.run((context) -> {
				SwfClientSource source = context.getBean(SwfClientSource.class);
				assertThat(report(context)).isEqualTo(ReportOutcome.DEFERRED);
				assertThat(source.problem()).contains("not created within PT0.1S");
				end.countDown();
				Awaitility.await().untilAsserted(() -> assertThat(source.problem()).contains("hung"));
				this.clock.move(Duration.ofSeconds(1));
				assertThat(source.get()).isSameAs(this.first);
			});
	}

	@Test
	void clientOfAPrototypeIsMadeOnce() {
		AtomicInteger made = new AtomicInteger();
		this.contextRunner.withBean("first", SwfClient.class, () -> {
			made.incrementAndGet();
			return this.second;
		}, (bean) -> bean.setScope("prototype")).run((context) -> {
			report(context);
			report(context);
			assertThat(made).hasValue(1);
		});
	}

	private void assertUsed(ApplicationContextRunner runner) {
		runner.run((context) -> {
			assertThat(report(context)).isEqualTo(ReportOutcome.REPORTED);
			then(this.second).should().respondActivityTaskFailed(any(RespondActivityTaskFailedRequest.class));
			then(this.first).shouldHaveNoInteractions();
		});
	}

	private static ReportOutcome report(ApplicationContext context) {
		return context.getBean(TaskFailureReporter.class)
			.report(ActivityTask.ofToken("token-" + TOKENS.incrementAndGet()), new IllegalStateException("declined"));
	}

	private static FailureAnalysis analysis(AssertableApplicationContext context) {
		Throwable failure = context.getStartupFailure();
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new SwfConfigurationFailureAnalyzer(null).analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		assertThatNoException().isThrownBy(latch::await);
	}

	static class Handler {

		@ActivityHandler
		public void charge(@TaskToken String taskToken) {
		}

	}

	static class SlowHandler {

		private final CountDownLatch started;

		private final CountDownLatch end;

		SlowHandler(CountDownLatch started, CountDownLatch end) {
			this.started = started;
			this.end = end;
		}

		@ActivityHandler
		void run(@TaskToken String token) {
			this.started.countDown();
			awaitUninterruptibly(this.end);
		}

	}

}
