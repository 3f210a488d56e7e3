package io.github.swffailure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentedPropertiesTests {

	private final List<String> documented = Repository.read("docs/properties.md")
		.lines()
		.filter((line) -> line.startsWith("| `swf."))
		.toList();

	@Test
	void propertiesAreDocumentedWithDefaultAndMeaning() throws IOException {
		List<String> rows = rows();

		assertThat(rows).hasSizeGreaterThan(10);
		assertThat(this.documented)
			.withFailMessage(
					() -> "docs/properties.md is not up to date; its table has to be\n" + String.join("\n", rows))
			.containsExactlyElementsOf(rows);
	}

	private static List<String> rows() throws IOException {
		List<String> rows = new ArrayList<>();
		for (URL url : Collections.list(DocumentedPropertiesTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream metadata = url.openStream()) {
				String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
				List<Map<String, Object>> properties = JsonPath.read(json, "$.properties[?(@.name =~ /swf\\..*/)]");
				properties.forEach((property) -> rows.add(row(property)));
			}
		}
		Collections.sort(rows);
		return rows;
	}

	private static String row(Map<String, Object> property) {
		Object defaultValue = property.get("defaultValue");
		boolean none = defaultValue == null || defaultValue.toString().equals("[]");
		return "| `" + property.get("name") + "` |" + (none ? "" : " `" + defaultValue + "`") + " | "
				+ property.get("description") + " |";
	}

}
