package io.github.swffailure.description;

/**
 * What stands before the message in a reason, unless the exception has a code.
 */
public enum ReasonPrefix {

	/** The class name without its package, as in {@code SQLException: timeout}. */
	SIMPLE_NAME,

	/** The class name, as in {@code java.sql.SQLException: timeout}. */
	CLASS_NAME,

	/** Nothing. */
	NONE

}
