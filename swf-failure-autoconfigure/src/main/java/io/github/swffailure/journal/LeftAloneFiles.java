// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Files of workers that have ended whose reports belong to another SWF endpoint, region
 * or domain than those of this worker. If this worker sent them, SWF would not know their
 * tasks, and they would be lost. Logged once per address.
 */
final class LeftAloneFiles {

	private final JournalHealth health;

	private final ReportAddress.Source ours;

	private final Map<String, ReportAddress> files = new HashMap<>();

	private final Set<ReportAddress> logged = new HashSet<>();

	LeftAloneFiles(JournalHealth health, ReportAddress.Source ours) {
		this.health = health;
		this.ours = ours;
	}

	/** Whether a file is already known to belong elsewhere. */
	synchronized boolean contains(String name) {
		ReportAddress address = this.files.get(name);
		return address != null && leave(name, address);
	}

	/**
	 * Decides where a file belongs.
	 * @return whether it is left alone
	 */
	synchronized boolean leave(String name, @Nullable ReportAddress address) {
		ReportAddress own = (address != null) ? this.ours.find(true) : null;
		if (address == null || (own != null && own.isSameAs(address))) {
			this.files.remove(name);
			return false;
		}
		this.files.put(name, address);
		if (this.logged.add(address)) {
			this.health.belongsElsewhere(name, address, own);
		}
		return true;
	}

	/** Forgets all other files. */
	synchronized void retain(Collection<String> names) {
		if (!this.files.isEmpty()) {
			this.files.keySet().retainAll(new HashSet<>(names));
		}
	}

	synchronized Map<String, Integer> byAddress() {
		Map<String, Integer> counts = new TreeMap<>();
		this.files.values().forEach((address) -> counts.merge(address.toString(), 1, Integer::sum));
		return counts;
	}

}
