package io.github.swffailure.test.engine;

/**
 * Task priorities: the higher first, 0 where none is given.
 */
final class Priority {

	private Priority() {
	}

	static int of(Configuration configuration) {
		String priority = configuration.members().find("taskPriority");
		return (priority != null) ? Integer.parseInt(priority) : 0;
	}

}
