// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles what the documents show.
 */
class DocumentedSnippetsTests {

	private static final String CLASS = """
			import com.amazonaws.services.simpleworkflow.flow.ActivityTaskFailedException;
			import io.github.swffailure.*;
			import io.github.swffailure.aspect.CancellationRequests;
			import io.github.swffailure.autoconfigure.SwfClientCustomizer;
			import java.net.URI;
			import java.net.http.HttpClient;
			import java.net.http.HttpRequest;
			import java.net.http.HttpRequest.BodyPublishers;
			import java.net.http.HttpResponse.BodyHandlers;
			import java.nio.ByteBuffer;
			import java.security.GeneralSecurityException;
			import java.security.SecureRandom;
			import java.time.Duration;
			import java.time.Instant;
			import java.util.Arrays;
			import java.util.regex.Pattern;
			import java.util.stream.Stream;
			import javax.crypto.Cipher;
			import javax.crypto.SecretKey;
			import javax.crypto.spec.GCMParameterSpec;
			import org.slf4j.Logger;
			import org.slf4j.LoggerFactory;
			import org.springframework.beans.factory.annotation.Qualifier;
			import org.springframework.beans.factory.annotation.Value;
			import org.springframework.context.annotation.Bean;
			import org.springframework.core.ResolvableType;
			import software.amazon.awssdk.http.apache.ApacheHttpClient;
			import software.amazon.awssdk.http.apache.ProxyConfiguration;
			import software.amazon.awssdk.regions.Region;
			import software.amazon.awssdk.services.swf.SwfClient;
			import software.amazon.awssdk.services.swf.model.ActivityTaskFailedEventAttributes;
			import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
			class Snippets {
			private static final Logger logger = LoggerFactory.getLogger(Snippets.class);
			record ChargeCommand(String taskToken) { }
			record Order(String id) { }
			record OrderNumber(String text) { static OrderNumber parse(String text) { return new OrderNumber(text); } }
			record Receipt(String id) { }
			interface Bank { Receipt charge(Order order); }
			private Bank bank;
			interface Pager { void page(String text); }
			interface WorkerQueue { void send(String taskToken, String failure); }
			%s
			}
			""";

	@ParameterizedTest
	@CsvSource({ "docs/deciders.md, 3", "docs/how-it-works.md, 11", "docs/configuration.md, 3", "README.md, 1" })
	void snippetsCompile(String page, int count, @TempDir Path directory) throws IOException {
		List<String> snippets = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
			.matcher(Repository.read(page))
			.results()
			.map((found) -> found.group(1))
			.toList();
		Path source = directory.resolve("Snippets.java");
		Files.writeString(source, CLASS.formatted(String.join("\n", snippets)));
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

		assertThat(snippets).hasSize(count);
		assertThat(ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-classpath", classPath, "-d", directory.toString(),
					source.toString()))
			.isZero();
	}

}
