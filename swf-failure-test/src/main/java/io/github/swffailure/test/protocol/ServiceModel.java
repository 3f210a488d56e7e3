package io.github.swffailure.test.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operations of the service and the constraints on their members, read once from the
 * table {@code constraints.txt}.
 */
public final class ServiceModel {

	private static final ServiceModel MODEL = new ServiceModel(ConstraintTable.read());

	private final Map<String, Shape> shapes;

	private final Set<String> operations;

	private ServiceModel(ConstraintTable table) {
		this.shapes = table.shapes();
		this.operations = Collections.unmodifiableSet(new TreeSet<>(table.operations()));
	}

	public static ServiceModel get() {
		return MODEL;
	}

	/**
	 * Returns the operations that the endpoint knows, by name.
	 * @return the names in alphabetical order
	 */
	public Set<String> operations() {
		return this.operations;
	}

	/**
	 * Checks a request against all constraints of its operation.
	 * @param operation one of {@link #operations()}
	 * @param request the members as read from JSON
	 * @throws SwfFault a {@code SerializationException} for the first value of a wrong
	 * JSON type, else one {@code ValidationException} that tells every violation
	 */
	public void check(String operation, Map<String, ?> request) {
		Shape shape = this.shapes.get(operation);
		if (shape == null) {
			throw SwfFault.unknownOperation("The operation '" + operation + "' is not served here");
		}
		Violations violations = new Violations();
		shape.checkMembers("", request, violations);
		violations.throwIfAny();
	}

}
