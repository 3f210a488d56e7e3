// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.List;
import java.util.stream.Stream;

import io.github.swffailure.FailureRedactor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of secret in every spelling, wherever it stands.
 */
class SecretKindTests {

	private static final String OPAQUE = "9xQ7-vLr2_Tz8KpW4nB6";

	private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

	private static final List<String> NAMES = List.of("password", "PASSWORD", "Password", "passwd", "pwd", "passphrase",
			"secret", "client_secret", "clientSecret", "client-secret", "token", "access_token", "accessToken",
			"refresh-token", "id_token", "X-Auth-Token", "api_key", "apiKey", "api-key", "apikey", "X-Api-Key",
			"private_key", "privateKey", "signing_key", "encryptionKey", "master_key", "account_key",
			"aws_secret_access_key", "aws.secretAccessKey", "aws_session_token", "spring.datasource.password",
			"DB_PASSWORD", "credentials", "X-Amz-Signature", "X-Amz-Security-Token");

	private static final List<String> SPELLINGS = List.of("%s=%s", "%s = %s", "%s: %s", "%s:%s", "%s => %s", "-D%s=%s",
			"%s='%s'", "%s=\"%s\"", "{\"%s\":\"%s\"}", "{\"a\": 1, \"%s\" : \"%s\", \"b\": [2]}", "{'%s': '%s'}",
			"{\\\"%s\\\":\\\"%s\\\"}", "{\\\\\\\"%s\\\\\\\":\\\\\\\"%s\\\\\\\"}", "<%1$s>%2$s</%1$s>",
			"<x:%1$s xsi:type=\"string\">%2$s</x:%1$s>", "<%1$s><![CDATA[%2$s]]></%1$s>",
			"<entry key=\"%s\">%s</entry>", "<user name=\"bob\" %s=\"%s\"/>", "https://example.com/x?a=b&%s=%s&c=d",
			"jdbc:postgresql://db/x?user=bob&%s=%s", "jdbc:sqlserver://db;%s=%s;ssl=on", "Login(user=bob, %s=%s)",
			"{%s=[%s]}", "{\"%s\":[\"%s\"]}", "%s=[first, %s]");

	private static final List<String> BARE = List.of("AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE",
			"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", JWT, "IQoJb3JpZ2luX2VjEJv//////////wEaCXVzLWVhc3QtMSJ",
			"FwoGZXIvYXdzEBYaDI1BwJalrXUtnFEMIK7MDENG", "4111111111111111", "4111 1111 1111 1111",
			"5500-0055-5555-5559", "378282246310005", "3782 822463 10005", "6011000990139424", "30569309025904",
			"-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKC\n-----END RSA PRIVATE KEY-----",
			"-----BEGIN PRIVATE KEY-----\\nMIIEowIBAAKC\\n-----END PRIVATE KEY-----",
			"-----BEGIN OPENSSH PRIVATE KEY-----\r\nMIIEowIBAAKC\r\n-----END OPENSSH PRIVATE KEY-----",
			"-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEowIBAAKC\n-----END EC PRIVATE KEY-----");

	private static final List<String> SURROUNDINGS = List.of("%s", "%s is wrong", "wrong: %s", "a %s b", "(%s)", "[%s]",
			"\"%s\"", "'%s'", "\u20ac %s \u20ac", "\u652f\u6255%s", "%s\u652f\u6255\u3044", "\u652f%s\u6255",
			"\u00fc%s\u00fc", "\uD83D\uDE00%s\uD83D\uDE00", "x\n%s\ny", "x\t%s\ty", "order 42 %s", "%s 12/26", "%s 123",
			"2026-11-23 %s", "0 0 %s 0 0", "\u3000%s\u3000");

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	static Stream<String> names() {
		return NAMES.stream();
	}

	@ParameterizedTest
	@MethodSource("names")
	void namedValueIsReplacedInEverySpelling(String name) {
		for (String spelling : SPELLINGS) {
			for (String surroundings : SURROUNDINGS) {
				String text = surroundings.formatted(spelling.formatted(name, OPAQUE));
				assertThat(this.redactor.redact(text)).as(text)
					.contains(SecretRedactor.REPLACEMENT)
					.doesNotContain(OPAQUE.substring(0, 4), OPAQUE.substring(8, 12), OPAQUE.substring(16));
			}
		}
	}

	static Stream<String> bare() {
		return BARE.stream();
	}

	@ParameterizedTest
	@MethodSource("bare")
	void secretThatNamesItselfIsReplacedAnywhere(String secret) {
		for (String surroundings : SURROUNDINGS) {
			String text = surroundings.formatted(secret);
			assertThat(this.redactor.redact(text)).as(text)
				.contains(SecretRedactor.REPLACEMENT)
				.doesNotContain(secret.substring(secret.length() - 8), "MIIEow", secret.substring(0, 8));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Authorization: %s", "authorization=%s", "Proxy-Authorization: %s",
			"{\"Authorization\": \"%s\"}", "{Authorization=[%s]}", "[Authorization:\"%s\"]", "-H 'Authorization: %s'",
			"{\\\"Authorization\\\":\\\"%s\\\"}" })
	void authorizationIsReplacedWithItsScheme(String spelling) {
		for (String value : List.of("Bearer " + OPAQUE, "bearer " + OPAQUE, "Basic " + OPAQUE, "Token " + OPAQUE,
				"Negotiate " + OPAQUE, OPAQUE, "Digest username=bob, response=" + OPAQUE,
				"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x, SignedHeaders=host, Signature=" + OPAQUE)) {
			String text = spelling.formatted(value);
			assertThat(this.redactor.redact(text)).as(text)
				.contains(SecretRedactor.REPLACEMENT)
				.doesNotContain(OPAQUE.substring(0, 4), OPAQUE.substring(8, 12), OPAQUE.substring(16));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			sent Basic dXNlcjpwYXNz to x                      | sent Basic [redacted] to x
			\u4ee4\u724cBearer mF_9.B5f-4.1JqM            | \u4ee4\u724cBearer [redacted]
			ftp://bob:hun%40ter2@host/x                       | ftp://bob:[redacted]@host/x
			amqp://bob:hunter2@h1,amqp://eve:hunter3@h2       | amqp://bob:[redacted]@h1,amqp://eve:[redacted]@h2
			mongodb+srv://bob:hunter2@h/x?w=1                 | mongodb+srv://bob:[redacted]@h/x?w=1
			jdbc:mysql://bob:hunter2@db:3306/x                | jdbc:mysql://bob:[redacted]@db:3306/x
			jdbc:oracle:oci:scott/hunter2@db                  | jdbc:oracle:oci:scott/[redacted]@db
			\u652f\u6255https://b\u00f6b:h\u00fcnter2@host    | \u652f\u6255https://b\u00f6b:[redacted]@host
			<password>two words &amp; more</password>         | <password>[redacted]</password>
			<a><token>abc</token><b>x</b></a>                 | <a><token>[redacted]</token><b>x</b></a>
			<password>hunt                                    | <password>[redacted]
			password=\\hunter2                                | password=[redacted]
			passwords=[one, two], user=bob                    | passwords=[redacted], user=bob
			"tokens":["one","two"],"user":"bob"               | "tokens":[redacted],"user":"bob"
			https://x/?X-Amz-Signature=0123abcd&a=b           | https://x/?X-Amz-Signature=[redacted]&a=b
			""")
	void secretOfAKindIsReplaced(String text, String redacted) {
		assertThat(this.redactor.redact(text)).isEqualTo(redacted);
	}

	@ParameterizedTest
	@MethodSource("names")
	void redactionIsStable(String name) {
		for (String spelling : SPELLINGS) {
			String once = this.redactor.redact(spelling.formatted(name, OPAQUE));
			assertThat(this.redactor.redact(once)).isEqualTo(once);
		}
	}

}
