package io.github.swffailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles what docs/deciders.md shows.
 */
@SuppressWarnings("NullAway")
class DecidersDocumentTests {

	private static final String CLASS = """
			import com.amazonaws.services.simpleworkflow.flow.ActivityTaskFailedException;
			import io.github.swffailure.ReportedFailure;
			import software.amazon.awssdk.services.swf.model.ActivityTaskFailedEventAttributes;
			class Snippets {
			%s
			}
			""";

	@Test
	void snippetsCompile(@TempDir Path directory) throws IOException {
		List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(document()))
			.results()
			.map((MatchResult found) -> found.group(1))
			.toList();
		Path source = directory.resolve("Snippets.java");
		Files.writeString(source, CLASS.formatted(String.join("\n", snippets)));
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		assertThat(snippets).hasSize(2);
		assertThat(ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-classpath", classPath, "-d", directory.toString(),
					source.toString()))
			.isZero();
	}

	private static Path document() {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && !Files.exists(directory.resolve("docs/deciders.md"))) {
			directory = directory.getParent();
		}
		assertThat(directory).isNotNull();
		return directory.resolve("docs/deciders.md");
	}

}
