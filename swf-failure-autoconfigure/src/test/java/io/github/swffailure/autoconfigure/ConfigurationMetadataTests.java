// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.swffailure.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	@Test
	void descriptionsFollowTheIdiomOfSpringBoot() {
		assertThat(ConfigurationMetadata.properties()).hasSizeGreaterThan(20).allSatisfy((name, property) -> {
			String description = String.valueOf(property.get("description"));
			assertThat(description).as(name).matches("[A-Z].*\\.").doesNotContain("  ").doesNotContain("default");
			if ("java.lang.Boolean".equals(property.get("type"))) {
				assertThat(description).as(name).startsWith("Whether to ");
			}
			if (name.matches(".*\\.(max-.*|capacity|.*timeout)")) {
				assertThat(description).as(name).startsWith("Maximum ");
			}
		});
	}

	@Test
	void groupsAreDescribed() {
		Map<String, Map<String, Object>> written = ConfigurationMetadata.writtenGroups();

		assertThat(written.keySet()).isEqualTo(ConfigurationMetadata.groups().keySet());
		assertThat(written).allSatisfy(
				(name, group) -> assertThat(String.valueOf(group.get("description"))).as(name).matches("[A-Z].*\\."));
	}

	@Test
	void keysAndValuesOfMapsHaveHints() {
		List<String> maps = ConfigurationMetadata.properties()
			.entrySet()
			.stream()
			.filter((property) -> String.valueOf(property.getValue().get("type")).startsWith("java.util.Map"))
			.map(Map.Entry::getKey)
			.toList();

		assertThat(maps).isNotEmpty()
			.allSatisfy(
					(map) -> assertThat(ConfigurationMetadata.hints()).containsKeys(map + ".keys", map + ".values"));
	}

	@Test
	void hintsAreOfPropertiesThatThereAre() {
		assertThat(ConfigurationMetadata.hints().keySet())
			.allSatisfy((hint) -> assertThat(ConfigurationMetadata.properties())
				.containsKey(hint.replaceAll("\\.(keys|values)$", "")));
	}

	@Test
	void enumsHaveAllTheirValuesAsHints() {
		ConfigurationMetadata.properties().forEach((name, property) -> {
			Class<?> type = ClassUtils.resolveClassName(String.valueOf(property.get("type")).replaceAll("<.*", ""),
					getClass().getClassLoader());
			if (type.isEnum()) {
				List<Object> hinted = JsonPath.read(ConfigurationMetadata.hints().get(name), "$.values[*].value");
				assertThat(hinted).as(name)
					.containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getEnumConstants())
						.map((constant) -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
						.toList());
			}
		});
	}

	@Test
	void switchOfTheHealthComponentIsListed() {
		assertThat(ConfigurationMetadata.writtenProperties()).containsKey("management.health.swf-failure.enabled");
	}

	/**
	 * A property that users may have set stays in the metadata: when it is renamed or
	 * removed, as deprecated, with its replacement or the reason.
	 */
	@ParameterizedTest
	@MethodSource("knownToUsers")
	void propertyKnownToUsersIsThereOrDeprecated(String name) {
		Map<String, Object> live = ConfigurationMetadata.properties().get(name);
		Map<String, Object> written = ConfigurationMetadata.writtenProperties().get(name);

		assertThat(live != null || (written != null && isDeprecated(written)))
			.as("'%s' is gone: add it to additional-spring-configuration-metadata.json with a deprecation", name)
			.isTrue();
	}

	private static boolean isDeprecated(Map<String, Object> property) {
		return property.get("deprecation") instanceof Map<?, ?> deprecation
				&& (deprecation.containsKey("replacement") || deprecation.containsKey("reason"));
	}

	private static Stream<Arguments> knownToUsers() {
		return Repository.read("swf-failure-autoconfigure/src/test/resources/properties-known-to-users.txt")
			.lines()
			.map(Arguments::of);
	}

	@Test
	void everyPropertyIsKnownToUsers() {
		assertThat(knownToUsers().map((arguments) -> arguments.get()[0]).toList())
			.containsAll(ConfigurationMetadata.properties().keySet());
	}

}
