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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The properties that are set below {@code swf}, as far as they can be listed: those that
 * are known, and the others, each with what was probably meant.
 */
final class PropertyNames {

	private static final Map<String, Class<?>> RECORDS = Map.of("swf.client", SwfClientProperties.class, "swf.failure",
			SwfFailureProperties.class, "swf.worker", SwfWorkerProperties.class);

	private static final List<String> OURS = List.of("swf.client", "swf.failure", "swf.worker");

	private static final Map<String, Class<?>> ENTRIES = Map.of("swf.worker.task-lists",
			SwfWorkerProperties.TaskList.class);

	private static final int MAX_TYPING_ERRORS = 2;

	/** What Kubernetes sets for a service that is called 'swf-worker', for example. */
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
			String entry = variable ? name : correctEntry(found, name);
			if (!entry.equals(name)) {
				this.unknown.put(name, entry);
			}
			this.set.add(found);
			return;
		}
		String nearest = nearest(name);
		if (OURS.stream().anyMatch((prefix) -> (name + ".").startsWith(prefix + "."))
				|| distance(name, nearest) <= MAX_TYPING_ERRORS) {
			this.unknown.put(name, nearest);
		}
	}

	/** The name with a member that entries of that map have. */
	private static String correctEntry(String map, String name) {
		if (!ENTRIES.containsKey(map)) {
			return name;
		}
		Set<String> members = Arrays.stream(ENTRIES.get(map).getRecordComponents())
			.map(RecordComponent::getName)
			.collect(Collectors.toSet());
		int member = name.lastIndexOf('.') + 1;
		return name.substring(0, member) + nearest(name.substring(member), members);
	}

	private @Nullable String find(String name, boolean variable) {
		String wanted = plain(name, variable);
		for (Map.Entry<String, Class<?>> candidate : this.known.entrySet()) {
			String plain = plain(candidate.getKey(), variable);
			boolean several = candidate.getValue() == Map.class || candidate.getValue() == List.class;
			if (wanted.equals(plain) || (several && wanted.startsWith(plain)
					&& (variable || ".[".indexOf(wanted.charAt(plain.length())) >= 0))) {
				return candidate.getKey();
			}
		}
		return null;
	}

	/** Variables have neither dashes nor, for certain, the same dots. */
	private static String plain(String name, boolean variable) {
		String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
		return variable ? plain.replace(".", "") : plain;
	}

	private String nearest(String name) {
		return nearest(name, this.known.keySet());
	}

	/** The candidate that begins like this, or takes the fewest changes of characters. */
	static String nearest(String word, Set<String> candidates) {
		return candidates.stream()
			.min(Comparator.comparing((String candidate) -> !candidate.startsWith(word))
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

	/** All properties that there are. */
	Set<String> known() {
		return this.known.keySet();
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
