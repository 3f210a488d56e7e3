package io.github.swffailure.test.engine;

import java.util.Map;

import io.github.swffailure.test.protocol.Members;

/**
 * Registering domains and types.
 */
final class RegistrationOperations {

	private final Region region;

	RegistrationOperations(Region region) {
		this.region = region;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("RegisterDomain", Operation.silent(this::registerDomain));
		operations.put("RegisterWorkflowType",
				Operation.silent((request) -> registerType(TypeKey.Kind.WORKFLOW, request)));
		operations.put("RegisterActivityType",
				Operation.silent((request) -> registerType(TypeKey.Kind.ACTIVITY, request)));
	}

	private void registerDomain(Members request) {
		this.region.domains().register(new Domain(request));
	}

	private void registerType(TypeKey.Kind kind, Members request) {
		this.region.domains()
			.inUse(request.string("domain"))
			.register(TypeKey.of(kind, request), request, this.region.deadlines().now());
	}

}
