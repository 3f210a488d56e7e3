// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.jayway.jsonpath.JsonPath;

/**
 * The metadata that IDEs read: what the compiler has made of the properties, and what is
 * written by hand.
 */
final class ConfigurationMetadata {

	private ConfigurationMetadata() {
	}

	/** The properties below {@code swf}, by name. */
	static Map<String, Map<String, Object>> properties() {
		return byName("spring-configuration-metadata.json", "properties", "swf.");
	}

	static Map<String, Map<String, Object>> writtenProperties() {
		return byName("additional-spring-configuration-metadata.json", "properties", "");
	}

	static Map<String, Map<String, Object>> groups() {
		return byName("spring-configuration-metadata.json", "groups", "swf.");
	}

	static Map<String, Map<String, Object>> writtenGroups() {
		return byName("additional-spring-configuration-metadata.json", "groups", "swf.");
	}

	static Map<String, Map<String, Object>> hints() {
		return byName("additional-spring-configuration-metadata.json", "hints", "swf.");
	}

	private static Map<String, Map<String, Object>> byName(String file, String kind, String prefix) {
		Map<String, Map<String, Object>> byName = new TreeMap<>();
		for (String json : read(file)) {
			List<Map<String, Object>> items = JsonPath.read(json, "$['" + kind + "'][*]");
			items.stream()
				.filter((item) -> String.valueOf(item.get("name")).startsWith(prefix))
				.forEach((item) -> byName.put(String.valueOf(item.get("name")), item));
		}
		return byName;
	}

	/** Those of ours among all on the class path. */
	private static List<String> read(String file) {
		try {
			List<String> found = new ArrayList<>();
			for (URL url : Collections
				.list(ConfigurationMetadata.class.getClassLoader().getResources("META-INF/" + file))) {
				try (InputStream metadata = url.openStream()) {
					String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
					if (json.contains("\"swf.failure\"")) {
						found.add(json);
					}
				}
			}
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
