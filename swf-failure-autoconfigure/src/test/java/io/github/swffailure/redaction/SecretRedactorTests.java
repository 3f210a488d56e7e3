// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;

import io.github.swffailure.FailureRedactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class SecretRedactorTests {

	private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					key AKIAIOSFODNN7EXAMPLE denied                     | key [redacted] denied
					ASIAIOSFODNN7EXAMPLE                                | [redacted]
					for wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY.       | for [redacted].
					got IQoJb3JpZ2luX2VjEJv//////////wEaCXVzLWVhc3QtMSJ | got [redacted]
					X-Amz-Security-Token: FwoGZXIvYXdzEBYaDI1B          | X-Amz-Security-Token: [redacted]
					Bearer mF_9.B5f-4.1JqM refused                      | Bearer [redacted] refused
					sent bearer abcdefghijklmnopqrstuvwxyz              | sent bearer [redacted]
					Basic dXNlcjpwYXNzd29yZA== refused                  | Basic [redacted] refused
					Authorization: Basic dXNlcjpwYXNz                   | Authorization: [redacted]
					"authorization": "Bearer opaque"}                   | "authorization": "[redacted]"}
					https://bob:hunter2@example.com/x                   | https://bob:[redacted]@example.com/x
					redis://:hunter2@cache:6379                         | redis://:[redacted]@cache:6379
					https://bob:p@ss:w@example.com                      | https://bob:[redacted]@example.com
					https://ghp_abcdefghijklmnop1234@github.com         | https://[redacted]@github.com
					jdbc:oracle:thin:scott/tiger@//db:1521/x            | jdbc:oracle:thin:scott/[redacted]@//db:1521/x
					jdbc:postgresql://db/x?user=bob&password=s3c&ssl=on | jdbc:postgresql://db/x?user=bob&password=[redacted]&ssl=on
					jdbc:sqlserver://db;user=sa;password={a;b};x=y      | jdbc:sqlserver://db;user=sa;password=[redacted];x=y
					password=hunter2                                    | password=[redacted]
					password = hunter2, user = bob                      | password = [redacted], user = bob
					Login(user=bob, password=hunter2)                   | Login(user=bob, password=[redacted])
					spring.datasource.password: hunter2                 | spring.datasource.password: [redacted]
					DB_PASSWORD=hunter2                                 | DB_PASSWORD=[redacted]
					"password":"hun\\"ter2","user":"bob"                | "password":"[redacted]","user":"bob"
					{"clientSecret" : "s3cr3t"}                         | {"clientSecret" : "[redacted]"}
					{'api_key': 's3cr3t'}                               | {'api_key': '[redacted]'}
					{\\"password\\":\\"hunter2\\"}                      | {\\"password\\":\\"[redacted]\\"}
					x-api-key: 8f14e45fceea                             | x-api-key: [redacted]
					apiKey=8f14e45f                                     | apiKey=[redacted]
					aws_secret_access_key=abc                           | aws_secret_access_key=[redacted]
					accessToken=abc123                                  | accessToken=[redacted]
					secret=x                                            | secret=[redacted]
					<password>hunter2</password>                        | <password>[redacted]</password>
					passwd='two words' rest                             | passwd='[redacted]' rest
					pass=abc&x=y                                        | pass=[redacted]&x=y
					card 4111 1111 1111 1111 refused                    | card [redacted] refused
					card 5500-0055-5555-5559.                           | card [redacted].
					378282246310005                                     | [redacted]
					pan=4111111111111111,cvv                            | pan=[redacted],cvv
					""")
	void secretIsReplaced(String text, String redacted) {
		assertThat(this.redactor.redact(text)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			for property 'pin_password'; For input string: "Kx7mQ2vZ9p"  | For input string: "Kx7mQ2vZ9p"
			password=Kx7mQ2vZ9p                                          | assert 'Kx7mQ2vZ9p' == null
			Authorization: Basic Kx7mQ2vZ9p                              | refused Kx7mQ2vZ9p twice
			password=[Kx7mQ2vZ9p]                                        | order-1Kx7mQ2vZ9p
			ON T(TOKEN) VALUES ('Kx7mQ2vZ9p'); insert t(2,'Kx7mQ2vZ9p')  | t(2,'Kx7mQ2vZ9p')
			""")
	void secretOfOneTextIsReplacedInLaterTextsOfTheFailure(String first, String later) {
		FailureRedactor ofFailure = this.redactor.forFailure();
		assertThat(ofFailure.redact(first)).doesNotContain("Kx7mQ");
		assertThat(ofFailure.redact(later)).isEqualTo(later.replace("Kx7mQ2vZ9p", "[redacted]"));
		assertThat(this.redactor.redact(later)).isEqualTo(later);
	}

	@ParameterizedTest
	@ValueSource(strings = { "password=postgres", "pin=471147114711", "secret=a1", "token=null" })
	void wordsAndNumbersAreKeptInLaterTexts(String first) {
		FailureRedactor ofFailure = this.redactor.forFailure();
		ofFailure.redact(first);
		String later = "postgres of order 471147114711 is a1, null";
		assertThat(ofFailure.redact(later)).isSameAs(later);
	}

	@Test
	void jsonWebTokenIsReplacedAlsoWithoutItsEnd() {
		assertThat(this.redactor.redact("token " + JWT + " expired")).isEqualTo("token [redacted] expired");
		assertThat(this.redactor.redact("(" + JWT.substring(0, 30))).isEqualTo("([redacted]");
	}

	@Test
	void privateKeyIsReplacedAlsoInPart() {
		String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK=\n-----END RSA PRIVATE KEY-----";
		assertThat(this.redactor.redact("bad " + key + " here")).isEqualTo("bad [redacted] here");
		assertThat(this.redactor.redact("bad " + key.substring(0, 40))).isEqualTo("bad [redacted]");
		assertThat(this.redactor.redact(key.substring(40) + " here")).isEqualTo("[redacted] here");
		assertThat(this.redactor.redact(key + "\n" + key)).isEqualTo("[redacted]\n[redacted]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Order 1234567890123456 not found", "Order 4111111111111112 not found",
			"id 550e8400-e29b-41d4-a716-446655440000", "id 41111111-1111-1111-1111-111111111111",
			"commit da39a3ee5e6b4b0d3255bfef95601890afd80709", "at 1700000000000 and 1700000000000000",
			"2026-11-23T20:38:13.123456Z", "at com.example.Payments.charge(Payments.java:42)",
			"at com.example.TokenService$$SpringCGLIB$$0.token(<generated>)", "java.io.IOException: disk full",
			"Unexpected token: START_OBJECT", "Unexpected token '}' at line 1", "Invalid password: must have digits",
			"password is wrong", "Password required", "token expired", "secretary: Bob", "tokenizer=standard",
			"token_type=bearer", "secretName=prod/db", "Basic authentication failed", "bearer token missing",
			"Authorization: required", "http://example.com:8080/path?mail=bob@example.com",
			"mail bob@example.com: refused", "ssh://git@example.com", "https://host/a:b",
			"arn:aws:swf:us-east-1:123456789012:/domain/orders", "PaymentServiceV2IntegrationConfiguration",
			"s3://bucket/com/example/Payments2/Report", "key=value", "primary key: 42", "passenger=Bob", "x -----> y",
			"-----BEGIN CERTIFICATE-----", "KeyError: eyJ", "JAVA_HOME=/usr/lib/jvm/java-17", "author: Bob" })
	void harmlessTextStaysAsItIs(String text) {
		assertThat(this.redactor.redact(text)).isEqualTo(text);
	}

	@Test
	void ownPatternsAreReplacedToo() {
		FailureRedactor own = SecretRedactor.create(List.of("cust-\\d+", "(?i)iban\\s+\\w+"));
		assertThat(own.redact("cust-42 has IBAN DE02 and password=x"))
			.isEqualTo("[redacted] has [redacted] and password=[redacted]");
	}

	@Test
	void firstGroupOfAnOwnPatternIsReplaced() {
		FailureRedactor own = SecretRedactor.create(List.of("iban (\\w+)( .)?|cust-\\d+"));
		assertThat(own.redact("iban DE$02 x, cust-42")).isEqualTo("iban [redacted]$02 x, [redacted]");
	}

	@Test
	void brokenOwnPatternIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SecretRedactor.create(List.of("a(b")))
			.withMessage("Redaction pattern 'a(b' is not a regular expression: Unclosed group near index 3");
	}

	@Test
	void ownPatternThatFindsNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SecretRedactor.create(List.of("x*")))
			.withMessageStartingWith("Redaction pattern 'x*' finds the empty text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(.*)(.*)(.*)(.*)b", "a*a*a*a*a*b", "(.*a){20}b" })
	void ownPatternThatBacktracksCatastrophicallyIsStopped(String pattern) {
		FailureRedactor own = SecretRedactor.create(List.of(pattern));
		assertThatNoException().isThrownBy(() -> own.redact("ordinary text"));
		assertThatIllegalStateException().isThrownBy(() -> own.redact("a".repeat(60) + "!"))
			.withMessage("A redaction pattern takes too many steps");
	}

}
