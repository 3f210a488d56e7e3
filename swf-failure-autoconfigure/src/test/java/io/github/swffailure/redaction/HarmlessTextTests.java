// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;
import java.util.UUID;

import io.github.swffailure.FailureRedactor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is no secret stays readable.
 */
class HarmlessTextTests {

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	private void assertKept(String text) {
		assertThat(this.redactor.redact(text)).isEqualTo(text);
	}

	@Property(tries = 2_000)
	void uuid(@ForAll long most, @ForAll long least) {
		assertKept("Order " + new UUID(most, least) + " not found");
	}

	@Property(tries = 1_000)
	void gitHash(
			@ForAll @StringLength(40) @CharRange(from = '0', to = '9') @CharRange(from = 'a', to = 'f') String hash) {
		assertKept("built from " + hash + " on main");
		assertKept(hash.substring(0, 12));
	}

	@Property(tries = 1_000)
	void timeInMilliseconds(@ForAll @LongRange(min = 1_500_000_000_000L, max = 1_999_999_999_999L) long time) {
		assertKept("at " + time + " and " + (time + 42));
		assertKept(java.time.Instant.ofEpochMilli(time).toString());
	}

	@Property(tries = 1_000)
	void address(@ForAll @IntRange(max = 255) int a, @ForAll @IntRange(max = 255) int b,
			@ForAll @IntRange(min = 1, max = 65_535) int port) {
		assertKept("Connection to %d.%d.%d.%d:%d refused".formatted(a, b, b, a, port));
		assertKept("[2001:db8:%x::%x]:%d".formatted(a, b, port));
	}

	@Property(tries = 500)
	void stackFrame(@ForAll @AlphaChars @StringLength(min = 1, max = 12) String part,
			@ForAll @IntRange(min = 1, max = 9_999) int line) {
		assertKept("at com.example.%s.Token%s.secret(Password%s.java:%d)".formatted(part, part, part, line));
		assertKept("at com.example.%sTokenService$$Lambda/0x0000000800c03%d.password(Unknown Source)".formatted(part,
				line));
	}

	@Test
	void bookNumbers() {
		for (String isbn : List.of("978-3-16-148410-0", "9783161484100", "0-306-40615-2", "979-10-90636-07-1")) {
			assertKept("Book " + isbn + " is out of stock");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "at com.example.HeyJude.TokenHeyJude.secret(HeyJude.java:109)",
			"No bean of type Class<Token>.getName() found", "java.util.List<com.example.Token>",
			"Optional<Secret>(empty) is not Map<String, Token>[1]", "Supplier<Password>::get",
			"List<Token>, Set<Secret>", "Cannot cast Map<String,Token> to Map<Token,String>", "if token > 5 then",
			"password length >= 8", "secret <T extends Token> void charge(T token)", "HashMap<Token>@1f2e3d4c",
			"lambda$token$0", "token bucket is empty", "Token type: bearer", "key=42", "partition key: orders-2026",
			"sort_key=2026-11-23", "foreign key (order_id) references orders", "Bearer authentication is required",
			"basic auth is disabled", "Basic AuthenticationFilter failed", "author=Bob", "authority: example.com",
			"passed: 12, failed: 3", "compass=north", "bypass: yes", "monkey=1", "keyboard: us",
			"Not authorized: user bob", "arn:aws:iam::123456789012:role/TokenReader",
			"urn:uuid:550e8400-e29b-41d4-a716-446655440000",
			"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
			"md5 d41d8cd98f00b204e9800998ecf8427e", "trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			"IBAN DE89370400440532013000", "phone +49 30 1234567890", "tracking 1Z999AA10123456784",
			"order 2026-11-23-000000042", "Order 4111111111111111X", "node 4111111111111111a",
			"https://example.com:8443/a/b?c=d#e", "file:///var/lib/x@2/y", "mailto:bob@example.com",
			"https://example.com/@bob:8080", "2026-11-23T20:38:13+01:00", "20261123203813123456",
			"10.0.0.1:8080 -> 10.0.0.2:9090", "x=1;y=2;z=3", "a:b:c@d", "at 12:30 bob@example.com wrote",
			"class com.example.password.PasswordEncoder cannot be cast",
			"CredentialsExpiredException: User credentials have expired",
			"org.example.InvalidTokenException: Signature is wrong", "TokenError: Unexpected end",
			"invalid token: expected END_OBJECT", "Secrets are not shared", "SecretKeyFactory not available",
			"\u00fcber\u00adpassw\u00f6rter", "\u6587\u4ef6 token \u4e0d\u5b58\u5728" })
	void text(String text) {
		assertKept(text);
	}

	@Test
	void cleanTextIsTheSameInstance() {
		String text = "Order 42 of bob@example.com was not found";
		assertThat(this.redactor.redact(text)).isSameAs(text);
	}

}
