package io.github.swffailure.test.engine;

import java.util.Map;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * Domains from their registration to their deprecation.
 */
final class DomainOperations {

	private final Region region;

	DomainOperations(Region region) {
		this.region = region;
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("RegisterDomain",
				Operation.silent((request) -> this.region.domains().register(new Domain(request))));
		operations.put("DescribeDomain",
				Operation.answering((request) -> this.region.domains().get(request.string("name")).detail()));
		operations.put("DeprecateDomain", Operation.silent(this::deprecate));
		operations.put("UndeprecateDomain", Operation.silent(this::undeprecate));
		operations.put("ListDomains", Operation.answering(this::list));
	}

	private void deprecate(Members request) {
		Domain domain = this.region.domains().get(request.string("name"));
		if (domain.isDeprecated()) {
			throw SwfFault.modelled("DomainDeprecatedFault", domain.name());
		}
		domain.deprecate();
	}

	private void undeprecate(Members request) {
		Domain domain = this.region.domains().get(request.string("name"));
		if (!domain.isDeprecated()) {
			throw SwfFault.modelled("DomainAlreadyExistsFault", domain.name());
		}
		domain.undeprecate();
	}

	private Map<String, Object> list(Members request) {
		String status = request.string("registrationStatus");
		return new Paging(this.region.deadlines())
			.page(this.region.domains().stream(status).toList(), request, "ListDomains")
			.fields("domainInfos", Domain::info)
			.toMap();
	}

}
