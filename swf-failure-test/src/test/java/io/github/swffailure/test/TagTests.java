// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.ResourceTag;
import software.amazon.awssdk.services.swf.model.SwfException;
import software.amazon.awssdk.services.swf.model.TooManyTagsException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tags of domains.
 */
class TagTests {

	private static final String ARN = "arn:aws:swf:us-east-1:123456789012:/domain/shop";

	private final EmbeddedSwf swf = EmbeddedSwf.start();

	private final SwfClient client = SdkClients.client(this.swf);

	@AfterEach
	void close() {
		this.client.close();
		this.swf.close();
	}

	@Test
	void tagsAreAddedReplacedAndRemoved() {
		register(tag("team", "payments"), tag("stage", "test"));
		this.client.tagResource((request) -> request.resourceArn(ARN).tags(tag("stage", "live"), tag("cost", null)));
		assertThat(tags()).extracting(ResourceTag::key, ResourceTag::value)
			.containsExactly(tuple("team", "payments"), tuple("stage", "live"), tuple("cost", ""));

		this.client.untagResource((request) -> request.resourceArn(ARN).tagKeys("team", "unknown"));

		assertThat(tags()).extracting(ResourceTag::key).containsExactly("stage", "cost");
	}

	@Test
	void domainHasAtMostFiftyTags() {
		register(tags(0, 50));
		assertThat(tags()).hasSize(50);

		assertThatExceptionOfType(TooManyTagsException.class)
			.isThrownBy(() -> this.client.tagResource((request) -> request.resourceArn(ARN).tags(tag("more", "1"))));
		this.client.tagResource((request) -> request.resourceArn(ARN).tags(tag("k7", "other")));

		assertThat(tags()).hasSize(50).contains(tag("k7", "other"));
	}

	@Test
	void domainOfFiftyOneTagsIsNotRegistered() {
		assertThatExceptionOfType(TooManyTagsException.class).isThrownBy(() -> register(tags(0, 51)));

		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> this.client.describeDomain((request) -> request.name("shop")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "arn:aws:swf:eu-west-1:123456789012:/domain/shop",
			"arn:aws:swf:us-east-1:123456789012:/domain/other", "shop" })
	void whatHasNoSuchArnIsUnknown(String arn) {
		register();

		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> this.client.listTagsForResource((request) -> request.resourceArn(arn)));
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> this.client.tagResource((request) -> request.resourceArn(arn).tags(tag("a", "b"))));
		assertThatExceptionOfType(UnknownResourceException.class)
			.isThrownBy(() -> this.client.untagResource((request) -> request.resourceArn(arn).tagKeys("a")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a;b", "50%", "x*y", "" })
	void tagHasLettersDigitsAndAFewSymbols(String key) {
		assertThatExceptionOfType(SwfException.class).isThrownBy(() -> register(tag(key, "v")))
			.withMessageContaining("at 'tags.1.member.key'");
	}

	@Test
	void tagMayHaveAllThatIsAllowed() {
		register(tag("K\u00fc 1_.:/=+-@", "v \u5b57"));

		assertThat(tags()).containsExactly(tag("K\u00fc 1_.:/=+-@", "v \u5b57"));
	}

	private void register(ResourceTag... tags) {
		this.client
			.registerDomain((request) -> request.name("shop").workflowExecutionRetentionPeriodInDays("1").tags(tags));
	}

	private List<ResourceTag> tags() {
		return this.client.listTagsForResource((request) -> request.resourceArn(ARN)).tags();
	}

	private static ResourceTag[] tags(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> tag("k" + i, "v")).toArray(ResourceTag[]::new);
	}

	private static ResourceTag tag(String key, @Nullable String value) {
		return ResourceTag.builder().key(key).value(value).build();
	}

}
