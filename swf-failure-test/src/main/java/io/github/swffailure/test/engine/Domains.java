package io.github.swffailure.test.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;

/**
 * The registered domains by name, and the operations on them.
 */
final class Domains {

	private static final int MOST_DOMAINS = 100;

	private final TreeMap<String, Domain> domains = new TreeMap<>();

	private final Deadlines deadlines;

	Domains(Deadlines deadlines) {
		this.deadlines = deadlines;
	}

	void register(Domain domain) {
		if (this.domains.containsKey(domain.name())) {
			throw SwfFault.modelled("DomainAlreadyExistsFault", domain.name());
		}
		if (this.domains.size() >= MOST_DOMAINS) {
			throw SwfFault.limitExceeded("Too many domains: an account holds at most " + MOST_DOMAINS);
		}
		this.domains.put(domain.name(), domain);
	}

	Domain get(String name) {
		Domain domain = this.domains.get(name);
		if (domain == null) {
			throw SwfFault.unknownResource("Unknown domain: " + name);
		}
		return domain;
	}

	/**
	 * Returns a domain in which something new may be registered or started.
	 */
	Domain inUse(String name) {
		Domain domain = get(name);
		if (domain.isDeprecated()) {
			throw SwfFault.unknownResource("Unknown domain: " + name);
		}
		return domain;
	}

	Stream<Domain> stream(String status) {
		return this.domains.values().stream().filter((domain) -> domain.status().equals(status));
	}

	void addTo(Map<String, Operation> operations) {
		operations.put("RegisterDomain", Operation.silent((request) -> register(new Domain(request))));
		operations.put("DescribeDomain", Operation.answering((request) -> get(request.string("name")).detail()));
		operations.put("DeprecateDomain", Operation.silent(this::deprecate));
		operations.put("UndeprecateDomain", Operation.silent(this::undeprecate));
		operations.put("ListDomains", Operation.answering(this::list));
	}

	private void deprecate(Members request) {
		Domain domain = get(request.string("name"));
		if (domain.isDeprecated()) {
			throw SwfFault.modelled("DomainDeprecatedFault", domain.name());
		}
		domain.deprecate();
	}

	private void undeprecate(Members request) {
		Domain domain = get(request.string("name"));
		if (!domain.isDeprecated()) {
			throw SwfFault.modelled("DomainAlreadyExistsFault", domain.name());
		}
		domain.undeprecate();
	}

	private Map<String, Object> list(Members request) {
		String status = request.string("registrationStatus");
		return new Paging(this.deadlines).page(stream(status).toList(), request, "ListDomains")
			.fields("domainInfos", Domain::info)
			.toMap();
	}

}
