// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * A domain: its types and the executions that are open in it.
 */
final class Domain {

	private static final int MOST_TYPES = 10_000;

	private static final int MOST_OPEN_EXECUTIONS = 100_000;

	private static final int MOST_TAGS = 50;

	private final String name;

	private final @Nullable String description;

	private final String retentionDays;

	private final Map<TypeKey.Kind, NavigableMap<TypeKey, RegisteredType>> types = new HashMap<>();

	private final Map<String, Execution> open = new HashMap<>();

	private final String arn;

	private final Map<String, String> tags = new LinkedHashMap<>();

	private boolean deprecated;

	Domain(Members registration, String arn) {
		this.arn = arn;
		this.name = registration.string("name");
		this.description = registration.find("description");
		this.retentionDays = registration.string("workflowExecutionRetentionPeriodInDays");
	}

	String name() {
		return this.name;
	}

	boolean isDeprecated() {
		return this.deprecated;
	}

	String status() {
		return this.deprecated ? "DEPRECATED" : "REGISTERED";
	}

	/**
	 * Deprecates the domain and every type in it; undeprecating the domain later does not
	 * undeprecate the types.
	 */
	void deprecate(Instant now) {
		this.deprecated = true;
		this.types.values()
			.stream()
			.flatMap((types) -> types.values().stream())
			.filter((type) -> !type.isDeprecated())
			.forEach((type) -> type.deprecate(now));
	}

	void undeprecate() {
		this.deprecated = false;
	}

	/**
	 * Returns how long closed executions are kept, 0 for not at all.
	 */
	long retentionSeconds() {
		return this.retentionDays.equals("NONE") ? 0 : Long.parseLong(this.retentionDays) * 24 * 60 * 60;
	}

	void register(TypeKey key, Members registration, Instant now) {
		NavigableMap<TypeKey, RegisteredType> registered = types(key.kind());
		if (registered.containsKey(key)) {
			throw SwfFault.modelled("TypeAlreadyExistsFault", key.toString());
		}
		if (registered.size() >= MOST_TYPES) {
			throw SwfFault.limitExceeded("Too many types: a domain holds at most " + MOST_TYPES + " of a kind");
		}
		registered.put(key, new RegisteredType(key, registration, now));
	}

	@Nullable RegisteredType findType(TypeKey key) {
		return types(key.kind()).get(key);
	}

	RegisteredType type(TypeKey key) {
		RegisteredType type = findType(key);
		if (type == null) {
			throw SwfFault.unknownResource("Unknown type: " + key);
		}
		return type;
	}

	void delete(RegisteredType type) {
		types(type.key().kind()).remove(type.key());
	}

	Stream<RegisteredType> types(TypeKey.Kind kind, String status) {
		return types(kind).values().stream().filter((type) -> type.status().equals(status));
	}

	private NavigableMap<TypeKey, RegisteredType> types(TypeKey.Kind kind) {
		return this.types.computeIfAbsent(kind, (absent) -> new TreeMap<>());
	}

	/**
	 * Returns the open executions by workflow id.
	 */
	Map<String, Execution> open() {
		return this.open;
	}

	/**
	 * Makes sure that an execution of that workflow id may be started.
	 */
	void checkStart(String workflowId) {
		if (this.open.containsKey(workflowId)) {
			throw SwfFault.modelled("WorkflowExecutionAlreadyStartedFault", "Already Started");
		}
		if (!hasRoomFor(1)) {
			throw SwfFault.limitExceeded("Too many open executions: a domain holds at most " + MOST_OPEN_EXECUTIONS);
		}
	}

	/**
	 * Says whether that many more executions may be opened.
	 */
	boolean hasRoomFor(int more) {
		return this.open.size() + more <= MOST_OPEN_EXECUTIONS;
	}

	/**
	 * Adds tags, or none if there would be too many.
	 */
	void tag(List<Members> added) {
		Map<String, String> all = new LinkedHashMap<>(this.tags);
		added.forEach((tag) -> all.put(tag.string("key"), Objects.requireNonNullElse(tag.find("value"), "")));
		if (all.size() > MOST_TAGS) {
			throw SwfFault.modelled("TooManyTagsFault", "Too many tags: a domain has at most " + MOST_TAGS);
		}
		this.tags.putAll(all);
	}

	void untag(List<?> keys) {
		this.tags.keySet().removeAll(keys);
	}

	List<Map<String, Object>> tags() {
		return this.tags.entrySet()
			.stream()
			.map((tag) -> Fields.of("key", tag.getKey()).and("value", tag.getValue()).toMap())
			.toList();
	}

	String arn() {
		return this.arn;
	}

	Map<String, Object> info() {
		return Fields.of("name", this.name)
			.and("status", status())
			.and("description", this.description)
			.and("arn", this.arn)
			.toMap();
	}

	Map<String, Object> detail() {
		return Fields.of("domainInfo", info())
			.and("configuration", Map.of("workflowExecutionRetentionPeriodInDays", this.retentionDays))
			.toMap();
	}

}
