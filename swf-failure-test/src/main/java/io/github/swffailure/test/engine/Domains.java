package io.github.swffailure.test.engine;

import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * The registered domains by name.
 */
final class Domains {

	private static final int MOST_DOMAINS = 100;

	private final TreeMap<String, Domain> domains = new TreeMap<>();

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

}
