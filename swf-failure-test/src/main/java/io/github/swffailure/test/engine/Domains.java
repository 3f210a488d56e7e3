// SPDX-License-Identifier: Apache-2.0
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

	private static final Map<String, String> PARTITIONS = Map.of("cn-", "aws-cn", "us-gov-", "aws-us-gov", "us-iso-",
			"aws-iso", "us-isob-", "aws-iso-b", "eu-isoe-", "aws-iso-e", "us-isof-", "aws-iso-f", "eusc-", "aws-eusc");

	private final TreeMap<String, Domain> domains = new TreeMap<>();

	private final String region;

	private final Deadlines deadlines;

	Domains(String region, Deadlines deadlines) {
		this.region = region;
		this.deadlines = deadlines;
	}

	private void register(Members request) {
		Domain domain = new Domain(request, arn(request.string("name")));
		if (this.domains.containsKey(domain.name())) {
			throw SwfFault.modelled("DomainAlreadyExistsFault", domain.name());
		}
		if (this.domains.size() >= MOST_DOMAINS) {
			throw SwfFault.limitExceeded("Too many domains: an account holds at most " + MOST_DOMAINS);
		}
		domain.tag(request.structures("tags"));
		this.domains.put(domain.name(), domain);
	}

	private String arn(String name) {
		String partition = PARTITIONS.entrySet()
			.stream()
			.filter((entry) -> this.region.startsWith(entry.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("aws");
		return "arn:" + partition + ":swf:" + this.region + ":123456789012:/domain/" + name;
	}

	private Domain tagged(Members request) {
		String arn = request.string("resourceArn");
		return this.domains.values()
			.stream()
			.filter((domain) -> domain.arn().equals(arn))
			.findFirst()
			.orElseThrow(() -> SwfFault.unknownResource("Unknown domain: " + arn));
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
		operations.put("RegisterDomain", Operation.silent(this::register));
		operations.put("DescribeDomain", Operation.answering((request) -> get(request.string("name")).detail()));
		operations.put("DeprecateDomain", Operation.silent(this::deprecate));
		operations.put("UndeprecateDomain", Operation.silent(this::undeprecate));
		operations.put("ListDomains", Operation.answering(this::list));
		operations.put("TagResource", Operation.silent((request) -> tagged(request).tag(request.structures("tags"))));
		operations.put("UntagResource", Operation.silent((request) -> tagged(request).untag(request.list("tagKeys"))));
		operations.put("ListTagsForResource", Operation.answering((request) -> Map.of("tags", tagged(request).tags())));
	}

	private void deprecate(Members request) {
		Domain domain = get(request.string("name"));
		if (domain.isDeprecated()) {
			throw SwfFault.modelled("DomainDeprecatedFault", domain.name());
		}
		domain.deprecate(this.deadlines.now());
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
