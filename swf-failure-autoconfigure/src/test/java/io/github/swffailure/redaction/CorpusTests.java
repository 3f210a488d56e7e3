// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.FailureRedactor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts of each kind that is promised, and harmless ones. A secret is redacted if no five
 * of its characters in a row are left. The mark U+27C2 in made-up tokens keeps scanners
 * of repositories quiet.
 */
class CorpusTests {

	private static final String MARK = "\u27c2";

	private static final int PIECE = 5;

	/** Kinds that {@code docs/redaction.md} says are not promised. */
	private static final List<String> NOT_PROMISED = List.of("escaped/localized: Chinese name",
			"escaped/localized: Japanese name", "form: unnamed toString");

	private static final List<String> NAMES = List.of("password", "DB_PASS", "clientSecret", "client-secret",
			"access_token", "X-Auth-Key", "api_key", "spring.datasource.password", "app.secrets.github",
			"AWS_SECRET_ACCESS_KEY", "userPwd", "jwt.secret", "oauth_token", "privateKey", "creds");

	private static final List<String> NOTATIONS = List.of("{n}={v}", "{n}: {v}", "\"{n}\":\"{v}\"", "'{n}' => '{v}'",
			"<{n}>{v}</{n}>", "<x:{n} a=\"b\">{v}</x:{n}>", "{n} -> {v}", "{n}|{v}", "{n} := {v}", "{n} == \"{v}\"",
			"{n} = @\"{v}\"", "{n} is {v}", "{n} [{v}]", "{n} ({v})", "{n}({v})", "{n}=`{v}`", "--{n} {v}", "-D{n}={v}",
			"?a=b&{n}={v}&c=d", "{n}={v};x=y", "{a=b, {n}={v}, c=d}", "{n}=[{v}]", "{\\\"{n}\\\":\\\"{v}\\\"}",
			"{n}\\u003d{v}", "{n}%3D{v}", "&quot;{n}&quot;:&quot;{v}&quot;", "\\x22{n}\\x22:\\x22{v}\\x22",
			"{n}:\n  - {v}\n  - x", "{n}: |\n  {v}\nx: y", "set{n}(\"{v}\")", "{n}[0]={v}", "user[{n}]={v}",
			"{\"name\":\"{n}\",\"value\":\"{v}\"}", "{\"value\":\"{v}\",\"name\":\"{n}\"}", "Key ({n})=({v}) exists",
			"KeyValuePair(Name={n}, Value={v})", "on field '{n}': rejected value [{v}]; codes [x]",
			"<property name=\"{n}\" value=\"{v}\"/>", "<entry key=\"{n}\"><value>{v}</value></entry>",
			"- name: {n}\n  value: {v}", "INSERT INTO t (id, {n}) VALUES (1, '{v}')", "{n} IN ('{v}')",
			"{n} (java.lang.String) = {v}", "${{n}:{v}}", "Property: {n}\n    Value: \"{v}\"",
			"\u001b[31m{n}\u001b[0m=\u001b[32m{v}\u001b[0m", "{n}\u200b={v}", "\u201c{n}\u201d: \u201c{v}\u201d",
			"\\u003c{n}\\u003e{v}\\u003c/{n}\\u003e", "x%26{n}%3D{v}%26c%3Dd", "{n}%253D{v}");

	private static final List<String> VALUES = List.of("q7XwZ9kLm2Rt4vBn", "9xQ7-vLr2_Tz8KpW4nB6", "Wn4$kQ9!xT2@pL7z");

	private final FailureRedactor redactor = SecretRedactor.create(List.of());

	private static List<String> lines(String name) throws IOException {
		try (InputStream in = CorpusTests.class.getResourceAsStream(name)) {
			assertThat(in).as(name).isNotNull();
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	@Test
	void everySecretOfTheCorpusIsRedacted() throws IOException {
		List<String> seen = new ArrayList<>();
		for (String line : lines("cases.jsonl")) {
			JsonNode kept = new ObjectMapper().readTree(line.replace("\\u27c2", "").replace(MARK, ""));
			if (!NOT_PROMISED.contains(kept.get("kind").asText())) {
				check(kept, seen);
			}
		}
		assertThat(seen).isEmpty();
	}

	private void check(JsonNode kept, List<String> seen) {
		String text = kept.get("text").asText();
		String redacted = this.redactor.redact(text);
		if (kept.path("secrets").isEmpty() && !redacted.equals(text)) {
			seen.add("changed: " + text);
		}
		for (JsonNode secret : kept.path("secrets")) {
			if (hasPiece(redacted, secret.asText())) {
				seen.add(kept.get("kind").asText() + ": " + redacted);
			}
		}
	}

	private static boolean hasPiece(String text, String secret) {
		for (int i = 0; i + PIECE <= secret.length(); i++) {
			if (text.contains(secret.substring(i, i + PIECE))) {
				return true;
			}
		}
		return false;
	}

	@Test
	void namesInEveryNotationHideEveryValue() {
		List<String> seen = new ArrayList<>();
		for (String notation : NOTATIONS) {
			for (String name : NAMES) {
				for (String value : VALUES) {
					String text = notation.replace("{n}", name).replace("{v}", value);
					if (hasPiece(this.redactor.redact(text), value)) {
						seen.add(text);
					}
				}
			}
		}
		assertThat(seen).isEmpty();
	}

	@Test
	void attributesThatTagsEndBehindHideTheirValuesOnly() {
		for (String name : NAMES) {
			for (String value : List.of("Zq8vKx2mPw", "hunter22-Bravo", "p@ss;W0rd!x")) {
				String text = "<property name=\"" + name + "\" value=\"" + value + "\"/> at <b>step 3</b>";
				assertThat(this.redactor.redact(text)).isEqualTo(text.replace(value, "[redacted]"));
			}
		}
	}

	@Test
	void namesWithAnIndexHideTheirValuesOnly() {
		for (String notation : List.of("{n}:{v},{n}:{v}", "--{n} {v} at step 3", "set {n} to '{v}'", "{n} := {v}",
				"{n} -> {v}", "{\"name\":\"{n}\",\"value\":\"{v}\"}", "KeyValuePair(Name={n}, Value={v})",
				"on field '{n}': rejected value [{v}]; codes")) {
			for (String name : List.of("clientSecret[0]", "auth.tokens[1].admin.secret")) {
				String text = notation.replace("{n}", name);
				assertThat(this.redactor.redact(text.replace("{v}", "hunter22-Bravo")))
					.isEqualTo(text.replace("{v}", "[redacted]"));
			}
		}
		assertThat(this.redactor.redact("[clientSecret[0]]=[hunter22-Bravo] x")).startsWith("[clientSecret[0]]=")
			.doesNotContain("hunter")
			.endsWith(" x");
	}

	@Test
	void signaturesAndOptionsOfTheVirtualMachineHideTheirValues() {
		for (String notation : List.of("{n}: {v}", "\"{n}\":\"{v}\"", "set {n} to '{v}'", "-D{n}={v}", "{n} is {v}",
				"on field '{n}': rejected value [{v}]; codes", "KeyValuePair(Name={n}, Value={v})",
				"{\"name\":\"{n}\",\"value\":\"{v}\"}")) {
			for (String name : List.of("_auth", "sig", "Signature", "api-key", "signing-key", "client-key-data")) {
				for (String value : List.of("Zq8vKx2mPw", "p@ss;W0rd!x")) {
					String text = notation.replace("{n}", name).replace("{v}", value);
					assertThat(hasPiece(this.redactor.redact(text), value)).as(text).isFalse();
				}
			}
		}
		assertThat(this.redactor.redact("_auth=dXNlcjpwYXNz")).isEqualTo("_auth=[redacted]");
	}

	/** Secrets that stand where other notations have none, each in {@code <>}. */
	@ParameterizedTest
	@ValueSource(strings = { "curl -u bob:<>", "curl --user 'bob:<>' https://h", "['curl', '-u', 'bob:<>']",
			"docker login -u bob -p <> h", "redis-cli -a <> ping", "[mysql, -u, root, -p<>]", "unzip -P <> a.zip",
			"CREATE USER bob IDENTIFIED BY '<>'", "IDENTIFIED BY \"<>\" REPLACE", "https://CORP%5Cbob:<>@h:25",
			"https://bob:correct%20<>%20staple@h", "https://<>:x-oauth-basic@h/a", "https://<>:@h/a",
			"Header[name=Authorization, value=Hawk <>]", "Authorization: Bearer 7Xw\"<>\nHost: x",
			"(Authorization,Negotiate <>)", "Authorization header was \"SCRAM-SHA-256 <>\"",
			"jdbc:oracle:thin:\"Scott\"/\"<>\"@db", "binding parameter [1] as [VARCHAR] - [<>] password",
			"Duplicate entry '1-<>' for key 'api_token_uk'", "session id <>", "password for user bob is <>",
			"password for bob: <>", "password changed to <>", "{\"message\":\"ApiKey[<>]\",\"code\":1}",
			"password: '''<>'", "t (password) VALUES ('''<>')", "Cookie[name=SESSION, value=<>]",
			"password = a\\\n   <>", "ConvertTo-SecureString '<>' -Force" })
	void secretOfAnotherNotationIsRedacted(String notation) {
		for (String value : VALUES.subList(0, 2)) {
			assertThat(hasPiece(this.redactor.redact(notation.replace("<>", value)), value)).as(notation).isFalse();
		}
	}

	/** In {@code secrets.txt} each secret is in angle quotes. */
	@Test
	void secretsOfLogsAndMessagesAreRedacted() throws IOException {
		Pattern marked = Pattern.compile("\u00ab([^\u00bb]*)\u00bb");
		for (String line : lines("secrets.txt")) {
			String text = line.replace(MARK, "").replace("@n", "\n");
			String redacted = this.redactor.redact(text.replaceAll("[\u00ab\u00bb]", ""));
			assertThat(marked.matcher(text).results().map((match) -> match.group(1))).as(redacted)
				.isNotEmpty()
				.noneMatch((secret) -> hasPiece(redacted, secret));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CREATE USER bob IDENTIFIED BY 'swordfish'", "IDENTIFIED BY \"swordfish\" REPLACE" })
	void passwordOfSqlMayBeAWord(String statement) {
		assertThat(this.redactor.redact(statement)).doesNotContain("swordfish");
	}

	@Test
	void harmlessTextsStayAsTheyAre() throws IOException {
		for (String line : lines("harmless.txt")) {
			String text = line.replace("@n", "\n");
			assertThat(this.redactor.redact(text)).isEqualTo(text);
		}
	}

	@Test
	void documentListsTheShapesOfTokens() throws IOException {
		String document = Files.readString(Path.of("../docs/redaction.md"));
		for (TokenShape shape : TokenShape.ALL) {
			String prefixes = shape.prefixes().stream().collect(Collectors.joining("` `", "`", "`"));
			assertThat(document).contains("| " + shape.name() + " | " + prefixes + " |");
		}
		assertThat(document.lines().filter((line) -> line.matches("\\| .* \\| `.*"))).hasSameSizeAs(TokenShape.ALL);
	}

	@Test
	void eachShapeOfTokensIsKnownByItsExampleOnly() {
		for (TokenShape shape : TokenShape.ALL) {
			assertThat(this.redactor.redact("a " + shape.example() + " b")).as(shape.name())
				.doesNotContain(shape.example().substring(shape.example().length() - PIECE));
			assertThat(this.redactor.redact(shape.counterExample())).as(shape.name()).isEqualTo(shape.counterExample());
		}
	}

}
