// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.Map;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

/**
 * The name and version of a type.
 */
record TypeKey(Kind kind, String name, String version) implements Comparable<TypeKey> {

	static TypeKey of(Kind kind, Members type) {
		return new TypeKey(kind, type.string("name"), type.string("version"));
	}

	Map<String, Object> toMap() {
		return Fields.of("name", this.name).and("version", this.version).toMap();
	}

	@Override
	public int compareTo(TypeKey other) {
		int byName = this.name.compareTo(other.name);
		return (byName != 0) ? byName : this.version.compareTo(other.version);
	}

	/**
	 * Returns the type as the messages of the service write it.
	 */
	@Override
	public String toString() {
		return this.kind.label + "=[name=" + this.name + ", version=" + this.version + "]";
	}

	/**
	 * The kind of type.
	 */
	enum Kind {

		WORKFLOW("WorkflowType", "workflowType"), ACTIVITY("ActivityType", "activityType");

		private final String label;

		private final String member;

		Kind(String label, String member) {
			this.label = label;
			this.member = member;
		}

		/**
		 * Returns the word in the names of the operations.
		 */
		String label() {
			return this.label;
		}

		/**
		 * Returns the name of the operations' member that holds such a type.
		 */
		String member() {
			return this.member;
		}

	}

}
