// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.swffailure.ReasonCode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * Reads maps whose keys are names of exception classes. In YAML, such a key may be in
 * brackets or not, and the name of a nested class may have dots or dollar signs.
 */
final class ClassNameMaps {

	static final String REASONS = "swf.failure.reasons";

	private static final String CODE = ".code";

	private static final String RETRYABLE = ".retryable";

	private static final List<String> RETRY_AFTER = List.of(".retry-after", ".retryAfter");

	private static final List<String> MEMBERS = List.of(CODE, RETRYABLE, RETRY_AFTER.get(0), RETRY_AFTER.get(1));

	private static final int MAX_SPELLINGS = 100;

	private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
			+ "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

	private ClassNameMaps() {
	}

	/**
	 * Reads codes, each of which is a word or an object with {@code code},
	 * {@code retryable} and {@code retry-after}.
	 * @param entries the flattened entries; the keys end with the members of objects
	 * @return the codes, by class name as written
	 */
	static Map<String, ReasonCode> codes(Map<String, String> entries) {
		Map<String, ReasonCode> codes = new LinkedHashMap<>();
		for (String name : names(entries.keySet())) {
			String property = REASONS + "." + name;
			String code = entries.getOrDefault(name + CODE, entries.get(name));
			if (code == null) {
				throw SwfConfigurationException.ofProperty(property, null,
						"have a code: write 'CODE', or an object of 'code', 'retryable' and 'retry-after'");
			}
			ReasonCode read = code(property, code, entries.getOrDefault(name + RETRYABLE, "true"));
			codes.put(name, withRetryAfter(read, property, retryAfter(name, entries)));
		}
		return codes;
	}

	/**
	 * Checks that the values are class names. The classes need not be on the class path,
	 * because they may be those of the decider.
	 */
	static void requireClassNames(String property, Map<String, String> map) {
		map.forEach((name, value) -> PropertyChecks.require(CLASS_NAME.matcher(value).matches(), property + "." + name,
				value, "be the name of a class, for example 'java.lang.IllegalStateException'"));
	}

	private static @Nullable String retryAfter(String name, Map<String, String> entries) {
		return RETRY_AFTER.stream()
			.map((member) -> entries.get(name + member))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static ReasonCode withRetryAfter(ReasonCode code, String property, @Nullable String time) {
		if (time == null) {
			return code;
		}
		Duration duration;
		try {
			duration = DurationStyle.detectAndParse(time);
		}
		catch (IllegalArgumentException ex) {
			throw SwfConfigurationException.ofProperty(property + RETRY_AFTER.get(0), time,
					"be a time such as 30s, 5m or 1h");
		}
		PropertyChecks.requireAtLeast(property + RETRY_AFTER.get(0), duration, Duration.ofSeconds(1));
		return new ReasonCode(code.code(), code.retryable(), duration);
	}

	private static Set<String> names(Set<String> keys) {
		Set<String> names = new TreeSet<>();
		for (String key : keys) {
			String member = MEMBERS.stream().filter(key::endsWith).findFirst().orElse("");
			names.add(key.substring(0, key.length() - member.length()));
		}
		return names;
	}

	private static ReasonCode code(String property, String code, String retryable) {
		Boolean known = Switch.WORDS.get(retryable.trim());
		if (known == null) {
			throw SwfConfigurationException.ofProperty(property + RETRYABLE, retryable, "be true or false");
		}
		try {
			return new ReasonCode(code, known);
		}
		catch (IllegalArgumentException ex) {
			throw SwfConfigurationException.ofProperty(property, property + " has no valid code: " + ex.getMessage(),
					"Use capital letters, digits and underscores, for example 'CARD_DECLINED', or an object of 'code', "
							+ "'retryable' and 'retry-after'.",
					ex);
		}
	}

	/**
	 * Replaces the keys by the actual names of classes that can be loaded.
	 * @param map a map by class name as written
	 * @param classLoader loads the classes
	 * @param <T> the type of the values
	 */
	static <T> Map<String, T> byClass(Map<String, T> map, @Nullable ClassLoader classLoader) {
		Map<String, T> byClass = new LinkedHashMap<>();
		map.forEach((name, value) -> {
			Class<?> type = load(name, classLoader);
			byClass.put((type != null) ? type.getName() : name, value);
		});
		return byClass;
	}

	/**
	 * The exception class with a name, if there is one. A nested class may be written
	 * with dots, or without dollar signs, which Spring Boot removes from keys without
	 * brackets.
	 */
	static @Nullable Class<?> load(String name, @Nullable ClassLoader classLoader) {
		return spellings(name).stream()
			.map((spelling) -> loadExactly(spelling, classLoader))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether there is an exception class with a simple name in the JDK, in a package
	 * with a loaded class, or in the packages of the application. To find others, all
	 * jars would have to be searched.
	 */
	static boolean isKnownSimpleName(String name, ConfigurableListableBeanFactory beanFactory) {
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		Stream<String> packages = ModuleLayer.boot()
			.modules()
			.stream()
			.flatMap((module) -> module.getPackages().stream())
			.filter((candidate) -> candidate.startsWith("java"));
		for (ClassLoader loader = classLoader; loader != null; loader = loader.getParent()) {
			packages = Stream.concat(packages, Stream.of(loader.getDefinedPackages()).map(Package::getName));
		}
		return packages.anyMatch((candidate) -> loadExactly(candidate + "." + name, classLoader) != null)
				|| (AutoConfigurationPackages.has(beanFactory) && AutoConfigurationPackages.get(beanFactory)
					.stream()
					.anyMatch((candidate) -> holds(candidate, name, classLoader)));
	}

	private static boolean holds(String basePackage, String simpleName, @Nullable ClassLoader classLoader) {
		String file = simpleName + ClassUtils.CLASS_FILE_SUFFIX;
		String pattern = "classpath*:" + ClassUtils.convertClassNameToResourcePath(basePackage) + "/**/*.class";
		try {
			return Stream.of(new PathMatchingResourcePatternResolver(classLoader).getResources(pattern))
				.map((found) -> String.valueOf(found.getFilename()))
				.anyMatch((found) -> found.equals(file) || found.endsWith("$" + file));
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static List<String> spellings(String name) {
		List<String> spellings = new ArrayList<>(List.of(name));
		for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
			spellings.add(name.substring(0, dot) + name.substring(dot).replace('.', '$'));
		}
		Pattern.compile("(?<=\\p{Alnum})\\p{Lu}")
			.matcher(name)
			.results()
			.map(MatchResult::start)
			.sorted(Comparator.reverseOrder())
			.takeWhile((position) -> spellings.size() < MAX_SPELLINGS)
			.forEach((position) -> spellings.addAll(spellings.stream()
				.map((known) -> known.substring(0, position) + '$' + known.substring(position))
				.toList()));
		return spellings;
	}

	private static @Nullable Class<?> loadExactly(String name, @Nullable ClassLoader classLoader) {
		try {
			Class<?> type = ClassUtils.forName(name, classLoader);
			return Throwable.class.isAssignableFrom(type) ? type : null;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

}
