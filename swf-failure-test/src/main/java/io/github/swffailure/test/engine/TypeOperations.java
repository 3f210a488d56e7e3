// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.List;
import java.util.Map;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The operations on types of one kind, from registration to deletion.
 */
final class TypeOperations {

	private final Region region;

	private final TypeKey.Kind kind;

	TypeOperations(Region region, TypeKey.Kind kind) {
		this.region = region;
		this.kind = kind;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("Register" + this.kind.label(), Operation.silent(this::register));
		operations.put("Describe" + this.kind.label(), Operation.answering((request) -> type(request).detail()));
		operations.put("Deprecate" + this.kind.label(), Operation.silent(this::deprecate));
		operations.put("Undeprecate" + this.kind.label(), Operation.silent(this::undeprecate));
		operations.put("Delete" + this.kind.label(), Operation.silent(this::delete));
		operations.put("List" + this.kind.label() + "s", Operation.answering(this::list));
	}

	private void register(Members request) {
		this.region.domains()
			.inUse(request.string("domain"))
			.register(TypeKey.of(this.kind, request), request, this.region.deadlines().now());
	}

	private void deprecate(Members request) {
		RegisteredType type = type(request);
		if (type.isDeprecated()) {
			throw SwfFault.modelled("TypeDeprecatedFault", type.key().toString());
		}
		type.deprecate(this.region.deadlines().now());
	}

	private void undeprecate(Members request) {
		RegisteredType type = type(request);
		if (!type.isDeprecated()) {
			throw SwfFault.modelled("TypeAlreadyExistsFault", type.key().toString());
		}
		type.undeprecate();
	}

	private void delete(Members request) {
		RegisteredType type = type(request);
		if (!type.isDeprecated()) {
			throw SwfFault.modelled("TypeNotDeprecatedFault",
					"The type is currently registered and cannot be deleted in its current state");
		}
		domain(request).delete(type);
	}

	private Map<String, Object> list(Members request) {
		String name = request.find("name");
		List<RegisteredType> types = domain(request).types(this.kind, request.string("registrationStatus"))
			.filter((type) -> name == null || type.key().name().equals(name))
			.toList();
		String about = "List" + this.kind.label() + "s";
		return new Paging(this.region.deadlines()).page(types, request, about)
			.fields("typeInfos", RegisteredType::info)
			.toMap();
	}

	private RegisteredType type(Members request) {
		return domain(request).type(TypeKey.of(this.kind, request.structure(this.kind.member())));
	}

	private Domain domain(Members request) {
		return this.region.domains().get(request.string("domain"));
	}

}
