package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
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

	private final String name;

	private final @Nullable String description;

	private final String retentionDays;

	private final Map<TypeKey.Kind, NavigableMap<TypeKey, RegisteredType>> types = new HashMap<>();

	private final Map<String, Execution> open = new HashMap<>();

	private boolean deprecated;

	Domain(Members registration) {
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

	void deprecate() {
		this.deprecated = true;
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
	 * Says whether so many more executions may be open.
	 */
	boolean hasRoomFor(int more) {
		return this.open.size() + more <= MOST_OPEN_EXECUTIONS;
	}

	Map<String, Object> info() {
		return Fields.of("name", this.name)
			.and("status", status())
			.and("description", this.description)
			.and("arn", "arn:aws:swf:us-east-1:123456789012:/domain/" + this.name)
			.toMap();
	}

	Map<String, Object> detail() {
		return Fields.of("domainInfo", info())
			.and("configuration", Map.of("workflowExecutionRetentionPeriodInDays", this.retentionDays))
			.toMap();
	}

}
