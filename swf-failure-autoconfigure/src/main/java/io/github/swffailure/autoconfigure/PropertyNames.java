// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties below {@code swf} that are set, as far as they can be listed: the known
 * ones, and the unknown ones with the name that was probably meant.
 */
final class PropertyNames {

	private static final Map<String, Class<?>> RECORDS = Map.of("swf.client", SwfClientProperties.class, "swf.failure",
			SwfFailureProperties.class, "swf.worker", SwfWorkerProperties.class);

	private static final Pattern OURS = Pattern.compile("swf\\.(client|failure|worker)([.\\[].*)?");

	private static final String TASK_LISTS = "swf.worker.task-lists";

	private static final Set<String> OF_TASK_LIST = Arrays
		.stream(SwfWorkerProperties.TaskList.class.getRecordComponents())
		.map(RecordComponent::getName)
		.collect(Collectors.toSet());

	private static final Pattern TASK_LIST = Pattern
		.compile("(?i)swf\\.worker\\.task[-_]?lists(\\[.+]|\\..+)\\.([^.\\]]+)");

	/** In other keys, Spring Boot drops characters, or a dot ends the key. */
	private static final Pattern PLAIN_KEY = Pattern.compile("\\[.+]|\\.[A-Za-z0-9_-]+");

	private static final int MAX_TYPING_ERRORS = 2;

	/** Variables that Kubernetes sets for a service, for example 'swf-worker'. */
	private static final Pattern OF_KUBERNETES = Pattern.compile(".*(\\.service\\.(host|port.*)|\\.port(\\W.*)?)");

	private final Map<String, Class<?>> known = new LinkedHashMap<>();

	private final Set<String> set = new TreeSet<>();

	private final Map<String, String> unknown = new TreeMap<>();

	PropertyNames(Environment environment) {
		RECORDS.forEach(this::addKnown);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource listed) {
				boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
				listed.stream()
					.filter(ConfigurationPropertyName.of("swf")::isAncestorOf)
					.forEach((name) -> add(name.toString(), variables));
				namesIn(source, variables).forEach(this::checkTaskList);
			}
		}
	}

	private void addKnown(String prefix, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (component.getType().isRecord()) {
				addKnown(name, component.getType());
			}
			else {
				this.known.put(name, component.getType());
			}
		}
	}

	private void add(String name, boolean variable) {
		if (variable && OF_KUBERNETES.matcher(name).matches()) {
			return;
		}
		String found = find(name, variable);
		if (found != null) {
			this.set.add(found);
			return;
		}
		requireNoList(name, variable);
		String nearest = nearest(name);
		if (OURS.matcher(name).matches() || distance(name, nearest) <= MAX_TYPING_ERRORS) {
			this.unknown.put(name, nearest);
		}
	}

	private void requireNoList(String name, boolean variable) {
		String single = name.endsWith("]") ? find(name.substring(0, name.indexOf('[')), variable) : null;
		if (single != null) {
			throw SwfConfigurationException.ofProperty(name, "'" + single + "' is a list, but takes a single value",
					"Set '" + single + "' to one value.", null);
		}
	}

	/** The names as written, because Spring Boot drops some of their characters. */
	private static Stream<String> namesIn(ConfigurationPropertySource source, boolean variables) {
		return (!variables && source.getUnderlyingSource() instanceof EnumerablePropertySource<?> written)
				? Stream.of(written.getPropertyNames())
				: ((IterableConfigurationPropertySource) source).stream().map(ConfigurationPropertyName::toString);
	}

	private void checkTaskList(String name) {
		Matcher entry = TASK_LIST.matcher(name);
		if (entry.matches()) {
			String key = entry.group(1);
			String member = entry.group(2);
			if (!PLAIN_KEY.matcher(key).matches()) {
				String list = key.substring(1);
				throw SwfConfigurationException.ofProperty(name,
						"'" + name + "' does not belong to task list '" + list + "'",
						"Write '" + TASK_LISTS + "[" + list + "]." + member
								+ "': a name with other characters than letters, digits, '-' and '_' needs brackets.",
						null);
			}
			if (!OF_TASK_LIST.contains(member.toLowerCase(Locale.ROOT))) {
				this.unknown.put(name, TASK_LISTS + key + "." + nearest(member, OF_TASK_LIST));
			}
		}
	}

	private @Nullable String find(String name, boolean variable) {
		String wanted = plain(name);
		for (Map.Entry<String, Class<?>> candidate : this.known.entrySet()) {
			String plain = plain(candidate.getKey());
			if (isOf(candidate.getValue(), wanted, plain)
					|| (variable && wanted.equals(candidate.getKey().replace('-', '.')))) {
				return candidate.getKey();
			}
		}
		return null;
	}

	private static boolean isOf(Class<?> type, String name, String property) {
		String rest = name.startsWith(property) ? name.substring(property.length()) : "?";
		return rest.isEmpty() || (type == Map.class && ".[".indexOf(rest.charAt(0)) >= 0)
				|| (type == List.class && rest.charAt(0) == '[');
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

	private String nearest(String name) {
		return nearest(name, this.known.keySet());
	}

	/**
	 * The candidate that is a prefix of the word or starts with it; otherwise the one
	 * with the smallest edit distance.
	 */
	static String nearest(String word, Set<String> candidates) {
		return candidates.stream()
			.min(Comparator.comparing((String candidate) -> !candidate.startsWith(word) && !word.startsWith(candidate))
				.thenComparingInt((candidate) -> distance(word, candidate)))
			.orElseThrow();
	}

	private static int distance(String one, String other) {
		int[] distances = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			distances[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = distances[0];
			distances[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = diagonal + ((one.charAt(i - 1) != other.charAt(j - 1)) ? 1 : 0);
				diagonal = distances[j];
				distances[j] = Math.min(change, 1 + Math.min(distances[j], distances[j - 1]));
			}
		}
		return distances[other.length()];
	}

	/** The known properties that are set. */
	Set<String> set() {
		return this.set;
	}

	/** The properties that are set and unknown, with the nearest known one. */
	Map<String, String> unknown() {
		return this.unknown;
	}

}
