package io.github.swffailure.test.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A structure of the service model, or the input of an operation: its members in order.
 * Members the model does not know are ignored, as the service does.
 */
final class Shape implements Constraint {

	private final List<Member> members = new ArrayList<>();

	void add(Member member) {
		this.members.add(member);
	}

	@Override
	public void check(String path, Object value, Violations violations) {
		checkMembers(path + ".", violations.requireType(Map.class, path, value), violations);
	}

	void checkMembers(String prefix, Map<?, ?> values, Violations violations) {
		for (Member member : this.members) {
			Object value = values.get(member.name());
			if (value != null || member.required()) {
				violations.check(prefix + member.name(), value, member.constraint());
			}
		}
	}

	/**
	 * A member of the structure.
	 */
	record Member(String name, boolean required, Constraint constraint) {
	}

}
