// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.time.Instant;
import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import org.jspecify.annotations.Nullable;

/**
 * A registered type: its defaults, and whether it is still in use.
 */
final class RegisteredType {

	private final TypeKey key;

	private final @Nullable String description;

	private final Map<String, Object> defaults;

	private final Instant creationDate;

	private @Nullable Instant deprecationDate;

	RegisteredType(TypeKey key, Members registration, Instant creationDate) {
		this.key = key;
		this.description = registration.find("description");
		this.defaults = registration.only("defaultTaskStartToCloseTimeout", "defaultExecutionStartToCloseTimeout",
				"defaultTaskHeartbeatTimeout", "defaultTaskList", "defaultTaskPriority",
				"defaultTaskScheduleToStartTimeout", "defaultTaskScheduleToCloseTimeout", "defaultChildPolicy",
				"defaultLambdaRole");
		this.creationDate = creationDate;
	}

	TypeKey key() {
		return this.key;
	}

	/**
	 * Returns the default for a member of a start or schedule request.
	 */
	@Nullable Object defaultOf(String member) {
		String capitalised = Character.toUpperCase(member.charAt(0)) + member.substring(1);
		Object value = this.defaults.get("default" + capitalised);
		return (value != null) ? value : this.defaults.get("defaultTask" + capitalised);
	}

	void deprecate(Instant now) {
		this.deprecationDate = now.isBefore(this.creationDate) ? this.creationDate : now;
	}

	void undeprecate() {
		this.deprecationDate = null;
	}

	boolean isDeprecated() {
		return this.deprecationDate != null;
	}

	String status() {
		return isDeprecated() ? "DEPRECATED" : "REGISTERED";
	}

	Map<String, Object> info() {
		return Fields.of(this.key.kind().member(), this.key.toMap())
			.and("status", status())
			.and("description", this.description)
			.and("creationDate", this.creationDate)
			.and("deprecationDate", this.deprecationDate)
			.toMap();
	}

	Map<String, Object> detail() {
		return Fields.of("typeInfo", info()).and("configuration", this.defaults).toMap();
	}

}
