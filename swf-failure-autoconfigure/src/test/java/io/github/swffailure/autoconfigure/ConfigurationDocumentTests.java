// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.swffailure.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@code docs/configuration.md} with the metadata and with what the examples do.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationDocumentTests {

	private static final String DOCUMENT = Repository.read("docs/configuration.md");

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@Test
	void propertiesAreDocumentedWithDefaultAndMeaning() {
		Map<String, String> rows = new TreeMap<>();
		DOCUMENT.lines()
			.filter((line) -> line.startsWith("| `swf."))
			.forEach((line) -> rows.put(line.substring(3, line.indexOf('`', 3)), line));
		Map<String, String> expected = new TreeMap<>();
		ConfigurationMetadata.properties().forEach((name, property) -> expected.put(name, row(name, property)));

		assertThat(rows)
			.withFailMessage(() -> "docs/configuration.md is not up to date; its rows have to be\n"
					+ String.join("\n", expected.values()))
			.isEqualTo(expected);
	}

	@Test
	void everyPropertyHasAnExample() {
		List<String> shown = examples().flatMap(ConfigurationDocumentTests::names).toList();

		assertThat(ConfigurationMetadata.properties().keySet()).allSatisfy((name) -> assertThat(shown).anyMatch(
				(example) -> example.equals(name) || example.startsWith(name + ".") || example.startsWith(name + "[")));
	}

	@ParameterizedTest
	@MethodSource("examples")
	void exampleStartsWithoutAWarning(String example, CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SwfClientAutoConfiguration.class,
					SwfFailureAutoConfiguration.class, SwfFailureActuatorAutoConfiguration.class))
			.withBean(HikariDataSource.class, ConfigurationDocumentTests::database)
			.withInitializer((context) -> {
				context.getEnvironment().setConversionService(new ApplicationConversionService());
				context.getEnvironment().getPropertySources().addFirst(sourceWithoutDirectory(example));
			})
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("WARN");
			});
	}

	@Test
	void troubleshootingQuotesWhatIsReallyPrinted() {
		String sources = Repository.readAll("swf-failure-autoconfigure/src/main/java")
			.replaceAll("\"\\s*\\+\\s*\"", "");
		List<String> quoted = DOCUMENT.substring(DOCUMENT.indexOf("## Troubleshooting"))
			.lines()
			.filter((line) -> line.matches("\\| (The start fails:|WARN|INFO|ERROR) .*"))
			.map((line) -> line.split("\\|")[1])
			.flatMap((cell) -> Pattern.compile("`([^`]+)`").matcher(cell).results())
			.map((code) -> code.group(1))
			.toList();

		assertThat(quoted).hasSizeGreaterThan(12).allSatisfy((text) -> assertThat(sources).contains(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "h2", "postgresql", "mysql", "oracle", "sqlserver" })
	void scriptsAreThoseOfTheJar(String database) {
		assertThat(DOCUMENT).contains("```sql\n" + Repository
			.read("swf-failure-autoconfigure/src/main/resources/io/github/swffailure/journal/jdbc/schema-" + database
					+ ".sql")
				+ "```");
	}

	private static HikariDataSource database() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl("jdbc:h2:mem:document");
		return new HikariDataSource(config);
	}

	private static Stream<String> examples() {
		return EXAMPLE.matcher(DOCUMENT).results().map((example) -> example.group(1));
	}

	private static Stream<String> names(String example) {
		return Stream.of(source(example).getPropertyNames());
	}

	private static EnumerablePropertySource<?> source(String example) {
		try {
			List<PropertySource<?>> loaded = new YamlPropertySourceLoader().load("example",
					new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)));
			return (EnumerablePropertySource<?>) loaded.get(0);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/** Tests write nothing outside of the build. */
	private static PropertySource<?> sourceWithoutDirectory(String example) {
		return source(example.replace("/var/lib/orders/swf-failure", "target/configuration-document/journal"));
	}

	private static String row(String name, Map<String, Object> property) {
		Object defaultValue = property.get("defaultValue");
		return "| `" + name + "` |" + ((defaultValue != null) ? " `" + defaultValue + "`" : "") + " | "
				+ property.get("description") + " |";
	}

}
